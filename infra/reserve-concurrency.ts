import type { CfnFunction, Function as Lambda } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import { NewsletterFunction } from './newsletter-function.ts'
import type { FunctionName } from './settings.ts'

/**
 * How many instances of each function may always run, whatever else runs in the account, and never more. A function fed
 * by a queue gets as many as its event source may start: with fewer, Lambda would throttle its messages.
 */
const shares: Partial<Record<FunctionName, number>> = {
  // 500 one-click posts a second, each taking a tenth of a second.
  unsubscribe: 50,
  deliver: 8,
  // 200 links a second that scanners follow, each taking a twentieth of a second.
  rate: 10,
  feedback: 4,
  plan: 2,
  'retry-mail': 2,
  import: 2,
  ask: 2,
  schedule: 2,
  // Logs come a few an hour.
  'count-views': 2,
  webhooks: 4,
  // One run, and one that is late.
  sweep: 2,
  // A copy may take many seconds; what the law sets a time for must not wait for whatever else runs.
  'reader-data': 4,
}

/** What must stay unreserved in an account (Lambda Developer Guide, "Configuring reserved concurrency for a function"). */
const unreserved = 100

/**
 * Reserves concurrency for what readers depend on, if the publication states the account's quota. A new account may
 * have only 10, and CloudFormation then refuses any reservation.
 * @throws when the quota has no room for it
 */
export const reserveConcurrency = (stack: Construct, { aws }: Pick<Publication, 'aws'>): void => {
  if (!aws?.lambdaConcurrency) return
  const all = Object.values(shares).reduce((sum, one) => sum + one, 0)
  const quota = aws.lambdaConcurrency
  if (quota < all + unreserved)
    throw new Error(
      `publication.yaml: aws.lambdaConcurrency is ${quota}, but reserving takes ${all + unreserved} ` +
        `(${all} reserved, ${unreserved} must stay unreserved). Leave the key out: nothing is reserved then`,
    )
  for (const construct of stack.node.findAll())
    if (construct instanceof NewsletterFunction)
      reserve(construct.lambda, shares[construct.name as FunctionName])
}

const reserve = (lambda: Lambda, share: number | undefined) => {
  if (share === undefined) return
  const resource = lambda.node.defaultChild as CfnFunction
  resource.reservedConcurrentExecutions = share
}
