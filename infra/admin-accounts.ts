import { Aws, CfnOutput, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AccountRecovery, Mfa, OAuthScope, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { roles } from '../functions/access/role.ts'
import { sessionSeconds, signedOutPath, signInDonePath } from '../functions/console/settings.ts'

/** `client`: of the command line; `consoleClient`: of the console. */
export type AdminAccounts = { pool: UserPool; client: UserPoolClient; consoleClient: UserPoolClient }

/** The command keeps its token, and nothing to renew it by. */
const commandTokens = { accessTokenValidity: Duration.hours(1), idTokenValidity: Duration.hours(1) }
/** The console renews its token, which then has the role as it is: as often as Cognito lets it. */
const consoleTokens = { accessTokenValidity: Duration.minutes(5), idTokenValidity: Duration.minutes(5) }

/**
 * The admins' accounts, and a group for each role. Only who has credentials of the AWS account can make one (`masthead
 * admin invite`).
 */
export const adminAccounts = (scope: Construct, siteUrl: string): AdminAccounts => {
  const pool = new UserPool(scope, 'Editors', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const reasons = {
    COG2: 'Each editor may add an authenticator; the command line signs in with a password alone.',
    COG3: 'A handful of accounts made by hand; threat protection costs more than the rest of the service.',
    COG8: 'As COG3: the plan that adds threat protection is not worth its price here.',
  }
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(pool).acknowledge({ id: `AwsSolutions-${rule}`, reason })
  }
  for (const [index, groupName] of roles.toReversed().entries())
    pool.addGroup(groupName, { groupName, precedence: index })
  const client = pool.addClient('CommandLine', {
    authFlows: { userPassword: true, userSrp: true },
    disableOAuth: true,
    preventUserExistenceErrors: true,
    ...commandTokens,
    refreshTokenValidity: Duration.days(30),
  })
  // Where people sign in to the console: a name that nobody else's stack has.
  pool.addDomain('SignIn', {
    cognitoDomain: { domainPrefix: `masthead-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}` },
  })
  const consoleClient = pool.addClient('Console', {
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [siteUrl + signInDonePath],
      logoutUrls: [siteUrl + signedOutPath],
    },
    preventUserExistenceErrors: true,
    ...consoleTokens,
    // A session of the console lasts no longer.
    refreshTokenValidity: Duration.seconds(sessionSeconds),
  })
  new CfnOutput(Stack.of(scope), 'UserPoolId', { value: pool.userPoolId })
  new CfnOutput(Stack.of(scope), 'UserPoolClientId', { value: client.userPoolClientId })
  return { pool, client, consoleClient }
}
