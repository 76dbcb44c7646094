import type { ReadersAnswer } from '../../functions/api/answers/readers.ts'
import type { Client, Reply } from '../service/client.ts'

export type ReadersFilter = { api?: string; status?: string; language?: string; topic?: string }

/** Readers, page by page as the service gives them; the last reply may be a refusal. */
export async function* pagesOfReaders(
  client: Client,
  { status, language, topic }: ReadersFilter,
): AsyncGenerator<Reply<ReadersAnswer>> {
  let after: string | undefined
  do {
    const query = new URLSearchParams(
      Object.entries({ status, language, topic, after }).filter(
        (pair): pair is [string, string] => !!pair[1],
      ),
    )
    const reply: Reply<ReadersAnswer> = await client.get<ReadersAnswer>(
      `/api/readers${query.size > 0 ? `?${query}` : ''}`,
    )
    yield reply
    after = reply.outcome === 'done' ? reply.value.next : undefined
  } while (after)
}
