import { createDeadLetters, type DeadLetter } from '../../../functions/api/dead-letters.ts'
import { createRouter } from '../../../functions/api/router.ts'
import { routes } from '../../../functions/api/routes-and-roles.ts'

/** Dead-letter queues in memory. What `fails` names cannot be sent to. A few messages take a second. */
export const someDeadLetters = (queues: Record<string, string[]>, fails: string[] = []) => {
  let clock = 0
  const sent: Record<string, string[]> = {}
  const trouble: string[] = []
  const hidden = new Set<string>()
  const receive = async (queue: string): Promise<DeadLetter[]> => {
    clock += 1_000
    const letters = (queues[queue] ?? []).filter((body) => !hidden.has(body)).slice(0, 3)
    for (const body of letters) hidden.add(body)
    return letters.map((body) => ({
      body,
      remove: async () => {
        queues[queue] = queues[queue]!.filter((one) => one !== body)
      },
    }))
  }
  const deadLetters = createDeadLetters({
    lost: [
      { name: 'batches', dead: 'batches-dead', work: 'batches', readers: 'A batch does not get the issue.' },
      { name: 'missed', dead: 'missed-dead', work: 'scheduling', readers: 'An issue does not start.' },
      {
        name: 'unpublished',
        dead: 'unpublished-dead',
        instead: 'publish the issue again',
        readers: 'An issue was not published.',
      },
    ],
    depth: async (queue) => queues[queue]?.length ?? 0,
    receive,
    send: async (queue, body) => {
      if (fails.includes(body)) throw new Error(`${queue} refused it`)
      sent[queue] = [...(sent[queue] ?? []), body]
    },
    onTrouble: (queue) => void trouble.push(queue),
    now: () => clock,
  })
  const handle = createRouter(
    routes.redrive,
    {
      'GET /api/dead-letters': () => deadLetters.list(),
      'POST /api/dead-letters': ({ fields }) => deadLetters.redrive(fields),
    },
    {
      audited: async (_, act) => act(),
      once: async (_, act) => act(),
      limit: async () => ({ headers: {} }),
      edgeKey: 'the edge’s',
    },
  )
  return { handle, queues, sent, trouble, hidden }
}
