import { Script } from 'node:vm'
import type { Resources } from '../types.ts'
import { createEdgeContext } from './edge-globals.ts'
import { syntaxFault } from './edge-syntax.ts'

type Code = {
  FunctionCode: string
  FunctionConfig?: { Runtime?: string; KeyValueStoreAssociations?: unknown[] }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html */
const mostBytes = 10_240
/** CloudFront allows less than 1 ms of its own measure. This limit stops endless loops, even on a busy machine. */
const mostMilliseconds = 1_000
/** Why CloudFront, or the local cloud, does not take the function that these properties declare. */
export const edgeFunctionFault = async (properties: object): Promise<string | undefined> => {
  const { FunctionCode: code, FunctionConfig = {} } = properties as Code
  if (Buffer.byteLength(code) > mostBytes) return `a CloudFront Function may have ${mostBytes} bytes of code`
  if (FunctionConfig.KeyValueStoreAssociations?.length)
    return 'key value stores are not known to the local cloud'
  return syntaxFault(code, FunctionConfig.Runtime)
}

/**
 * Runs a CloudFront Function on an event, in a separate context without network, timers or files.
 * @param event plain JSON; the function gets a copy
 * @throws what the function throws, and for code that CloudFront would not deploy
 */
export const runEdgeFunction = async (
  resources: Resources,
  functionArn: string,
  event: object,
): Promise<unknown> => {
  const found = resources
    .ofType('AWS::CloudFront::Function')
    .find(({ attributes }) => attributes.FunctionARN === functionArn)
  if (!found) throw new Error(`the CloudFront Function ${functionArn} is not in the template`)
  const fault = await edgeFunctionFault(found.properties)
  if (fault) throw new Error(`${found.logicalId}: ${fault}`)
  const { FunctionCode: code } = found.properties as Code
  const context = createEdgeContext(found.logicalId)
  script(`${code}\n;`).runInContext(context, { timeout: mostMilliseconds })
  const text = JSON.stringify(JSON.stringify(event))
  const call = script(
    `Promise.resolve(handler(JSON.parse(${text}))).then((answer) => JSON.stringify(answer))`,
  )
  const answer: string | undefined = await call.runInContext(context, { timeout: mostMilliseconds })
  return answer && JSON.parse(answer)
}

const script = (source: string) => new Script(source, { filename: 'cloudfront-function.js' })
