import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { CfnOIDCProvider, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import type { Publishing } from '../functions/publication/publication.ts'
import type { Editions } from './editions.ts'
import { grant } from './policy-statements.ts'

const issuer = 'token.actions.githubusercontent.com'
/** Whom GitHub's tokens for AWS are meant for (GitHub Docs, "Configuring OpenID Connect in Amazon Web Services"). */
const audience = 'sts.amazonaws.com'

/**
 * Lets workflows of one branch of one repository on GitHub publish issues, by a role that they assume with a token of
 * GitHub's. No key is kept anywhere. When it breaks, a merge publishes nothing; editors still can.
 */
export class GithubPublishing extends Construct {
  constructor(scope: Construct, id: string, publishing: Publishing, editions: Editions) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      assumedBy: new WebIdentityPrincipal(publishing.provider ?? this.provider(), {
        StringEquals: { [`${issuer}:aud`]: audience },
        StringLike: { [`${issuer}:sub`]: subjectsOf(publishing) },
      }),
      description: `Publishes issues from ${publishing.github} on GitHub`,
      maxSessionDuration: Duration.hours(1),
    })
    grant(role, editions.publish())
    new CfnOutput(Stack.of(this), 'GithubVariable', {
      value: Stack.of(this).toJsonString({
        role: role.roleArn,
        region: Stack.of(this).region,
        content: editions.content.bucketName,
        editions: editions.table.tableName,
      }),
      description:
        'The variable MASTHEAD of the repository: Settings, Secrets and variables, Actions, Variables',
    })
  }

  /** IAM gets the thumbprints of its certificates by itself (CloudFormation, AWS::IAM::OIDCProvider, ThumbprintList). */
  private provider(): string {
    return new CfnOIDCProvider(this, 'Provider', { url: `https://${issuer}`, clientIdList: [audience] })
      .attrArn
  }
}

/**
 * What a token for the branch has as its subject. Repositories that were made, renamed or moved since July 2026 have ids
 * in it, which no later owner of the name gets (GitHub Docs, "OpenID Connect reference", "Immutable subject claims").
 * Where publication.yaml says the ids, only they are taken. An `@` or `:` can be in no name, so that each `*` is an id.
 */
const subjectsOf = ({ github, branch }: Publishing): string[] => {
  const names = github.includes('@') ? [github] : [github, `${github.replace('/', '@*/')}@*`]
  return names.map((name) => `repo:${name}:ref:refs/heads/${branch}`)
}
