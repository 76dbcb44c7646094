import {
  type AnswerHttp,
  type HttpRequest,
  httpPipeline,
  type OnError,
  readJsonBody,
} from './http-pipeline.ts'

/**
 * Like `httpHandler` in web/form-http.ts, but for JSON only. Leaving out the form parsers saves a twentieth of a
 * bundle.
 */
export const jsonHandler = (answer: AnswerHttp, onError: OnError) =>
  httpPipeline(onError)
    .use(readJsonBody())
    .handler((event) => answer(event as HttpRequest))
