import type { ReadersAnswer } from '../../functions/api/answers/readers.ts'
import { defined } from '../../functions/runtime/defined.ts'
import type { Client, Reply } from '../service/client.ts'

export type ReadersFilter = {
  api?: string
  status?: string
  language?: string
  topic?: string
  search?: string
}

/** Readers, page by page as the service gives them, in the order of their ids; the last reply may be a refusal. */
export async function* pagesOfReaders(
  client: Client,
  { status, language, topic, search }: ReadersFilter,
): AsyncGenerator<Reply<ReadersAnswer>> {
  let after: string | undefined
  do {
    const whom = defined({ status, language, topic, after })
    const query = new URLSearchParams(whom)
    const reply: Reply<ReadersAnswer> =
      search === undefined
        ? await client.get<ReadersAnswer>(`/api/readers${query.size > 0 ? `?${query}` : ''}`)
        : await client.post<ReadersAnswer>('/api/readers/search', { search, ...whom })
    yield reply
    after = reply.outcome === 'done' ? reply.value.next : undefined
  } while (after)
}
