import type { HttpResponse } from '../runtime/http-pipeline.ts'

/**
 * Answers with the API's description (OpenAPI 3.1), to anybody: it holds what the publication offers its readers, and
 * nothing that was done.
 * @param read the description as the bundler wrote it; called once, when it is first asked for
 */
export const createOpenApi = (read: () => string) => {
  let body: string | undefined
  return (): HttpResponse => {
    body ??= read()
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=300' },
      body,
    }
  }
}
