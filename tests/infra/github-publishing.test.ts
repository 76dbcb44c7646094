import { expect, test } from 'vitest'
import { synthesise } from './synthesised.ts'

const withGithub = (github: string, more = {}) =>
  synthesise({ publishing: { github, branch: 'main', ...more } })
const trustIn = ({ resources }: ReturnType<typeof synthesise>) =>
  resources.GithubRole!.Properties.AssumeRolePolicyDocument.Statement
const issuer = 'token.actions.githubusercontent.com'

test('a publication that says nothing of GitHub has no role for it', () => {
  expect(synthesise().ofType('AWS::IAM::OIDCProvider')).toEqual([])
})

test('the role is for one branch of one repository, and for tokens that are meant for AWS', () => {
  const stack = withGithub('tides/magazine')
  expect(trustIn(stack)).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: { 'Fn::GetAtt': ['GithubProvider', 'Arn'] } },
      Condition: {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
        StringLike: {
          [`${issuer}:sub`]: [
            'repo:tides/magazine:ref:refs/heads/main',
            'repo:tides@*/magazine@*:ref:refs/heads/main',
          ],
        },
      },
    },
  ])
  expect(stack.resources.GithubProvider!.Properties).toEqual({
    Url: `https://${issuer}`,
    ClientIdList: ['sts.amazonaws.com'],
  })
  expect(stack.findings()).toEqual([])
})

test('a repository that is named with its ids is taken with these alone', () => {
  const [{ Condition }] = trustIn(withGithub('tides@1/magazine@22', { branch: 'live' }))
  expect(Condition.StringLike[`${issuer}:sub`]).toEqual(['repo:tides@1/magazine@22:ref:refs/heads/live'])
})

test('a provider that the account has already is not made again', () => {
  const provider = `arn:aws:iam::123456789012:oidc-provider/${issuer}`
  const stack = withGithub('tides/magazine', { provider })
  expect(stack.ofType('AWS::IAM::OIDCProvider')).toEqual([])
  expect(trustIn(stack)[0].Principal).toEqual({ Federated: provider })
})

test('it may put files and manifests into the content bucket, and read what came of them', () => {
  const { Statement } =
    withGithub('tides/magazine').resources.GithubRoleDefaultPolicy!.Properties.PolicyDocument
  const bucket = { 'Fn::GetAtt': ['EditionsContent', 'Arn'] }
  const under = (path: string) => ({ 'Fn::Join': ['', [bucket, path]] })
  expect(Statement).toEqual([
    { Effect: 'Allow', Action: 's3:PutObject', Resource: under('/blobs/*') },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: under('/issues/*/manifest.json') },
    {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: { 'Fn::GetAtt': ['EditionsEditions', 'Arn'] },
    },
  ])
})
