import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { CfnOIDCProvider, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import type { Publishing } from '../functions/publication/publication.ts'
import type { Editions } from './editions.ts'
import { grant } from './grant.ts'

const issuer = 'token.actions.githubusercontent.com'
/** The audience of GitHub's tokens for AWS (GitHub Docs, "Configuring OpenID Connect in Amazon Web Services"). */
const audience = 'sts.amazonaws.com'

/**
 * Lets workflows of one branch of one GitHub repository publish issues, with a role that they assume by a token of
 * GitHub's. No key is stored anywhere. When it breaks, a merge publishes nothing; editors still can.
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

  /**
   * IAM fetches the thumbprints of its certificates itself (CloudFormation, AWS::IAM::OIDCProvider, ThumbprintList).
   */
  private provider(): string {
    return new CfnOIDCProvider(this, 'Provider', { url: `https://${issuer}`, clientIdList: [audience] })
      .attrArn
  }
}

/**
 * The subject of a token for the branch. Repositories created, renamed or moved since July 2026 have ids in it, which
 * no later owner of the name gets (GitHub Docs, "OpenID Connect reference", "Immutable subject claims"). If
 * publication.yaml states the ids, only those are accepted. No name can contain `@` or `:`, so each `*` can only be an
 * id.
 */
const subjectsOf = ({ github, branch }: Publishing): string[] => {
  const names = github.includes('@') ? [github] : [github, `${github.replace('/', '@*/')}@*`]
  return names.map((name) => `repo:${name}:ref:refs/heads/${branch}`)
}
