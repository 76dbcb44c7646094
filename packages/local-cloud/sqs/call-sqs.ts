import { awsHeaders } from '../emulators/emulators.ts'
import { post } from '../http/post.ts'

/** The queue's name, from its ARN or URL. */
export const queueNameOf = (arnOrUrl: string) => arnOrUrl.split(/[:/]/).at(-1)!

/**
 * Calls SQS's JSON protocol at `url` with an access key.
 * @throws the service's error as `SQS.Action: message`
 */
export const sqsCall =
  (url: string, region: string, accessKeyId?: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: SQS's own JSON, of another shape for each action.
  async (action: string, body: object): Promise<any> => {
    const headers = awsHeaders('sqs', region, `AmazonSQS.${action}`, '1.0', accessKeyId)
    const { status, text } = await post(url, headers, JSON.stringify(body))
    if (status !== 200) throw new Error(`SQS.${action}: ${messageOf(text)}`)
    return text ? JSON.parse(text) : {}
  }

const messageOf = (text: string) => {
  try {
    const { message, Message, __type } = JSON.parse(text)
    return message ?? Message ?? __type
  } catch {
    return text.slice(0, 200)
  }
}
