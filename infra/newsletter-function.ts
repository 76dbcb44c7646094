import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, type Code, Function as Lambda, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { alertOnErrors, alertOnSilence } from './function-alarms.ts'
import { allow, grant, type Permission } from './grant.ts'
import type { FunctionName, Settings } from './settings.ts'

/** Returns the bundled code of a function. */
export type CodeOf = (name: FunctionName) => Code

export type NewsletterFunctionProps<Name extends FunctionName> = {
  name: Name
  codeOf: CodeOf
  /** Exactly the function's settings: a missing or an extra one does not compile. */
  environment: Record<keyof Settings<Name>, string | number>
  /** What the function may do besides writing its log. */
  may: Permission[]
  timeout: Duration
  /** MB; CPU grows with it. */
  memorySize?: number
  /**
   * For a function whose own messages invoke it again, for as long as there is work. Lambda would stop it after 16 times
   * in a row (Lambda Developer Guide, "Use Lambda recursive loop detection to prevent infinite loops").
   */
  goesOnByQueue?: boolean
  /** For a function that runs every minute: five minutes without a run raise an alarm, too. */
  everyMinute?: boolean
  /** Who is hurt, and how, while the function fails. This is the alarm's description. */
  readerImpact: string
}

/** A Node 24 function with a role, a log and an alarm of its own. */
export class NewsletterFunction<Name extends FunctionName = FunctionName> extends Construct {
  readonly name: Name
  readonly lambda: Lambda
  readonly role: Role

  constructor(scope: Construct, id: string, props: NewsletterFunctionProps<Name>) {
    super(scope, id)
    this.name = props.name
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    const log = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn)
    grant(this.role, [log, ...props.may])
    this.lambda = new Lambda(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.codeOf(props.name),
      role: this.role,
      logGroup,
      environment: Object.fromEntries(
        Object.entries(props.environment).map(([key, value]) => [key, String(value)]),
      ),
      timeout: props.timeout,
      memorySize: props.memorySize ?? 512,
      ...(props.goesOnByQueue && { recursiveLoop: RecursiveLoop.ALLOW }),
      description: `Masthead: ${props.name}`,
    })
    alertOnErrors(this, this.lambda, props.readerImpact)
    if (props.everyMinute) alertOnSilence(this, this.lambda, props.readerImpact)
  }
}
