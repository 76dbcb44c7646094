import { Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js'

/** One need of a role: actions on one resource, so that a test can take each away alone and prove it necessary. */
export type Permission = {
  actions: string[]
  resource: string
  when?: Record<string, Record<string, string>>
  /** Why the resource's name contains a wildcard, if it does. Without a reason the synthesis fails. */
  wildcard?: string
}

export const allow = (
  actions: string | string[],
  resource: string,
  more: Pick<Permission, 'when' | 'wildcard'> = {},
): Permission => ({ actions: [actions].flat(), resource, ...more })

/** Reads how much mail SES takes of the account. */
export const readSendingQuota = (): Permission =>
  allow('ses:GetSendQuota', '*', {
    wildcard: 'It knows no resource (Service Authorization Reference, SES).',
  })

/** Grants a role its permissions, one statement for each. */
export const grant = (role: Role, permissions: Permission[]) => {
  for (const { actions, resource, when, wildcard } of permissions) {
    role.addToPolicy(
      new PolicyStatement({ actions, resources: [resource], ...(when && { conditions: when }) }),
    )
    if (!wildcard) continue
    const finding = flattenCfnReference(Stack.of(role).resolve(resource))
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${finding}]`, reason: wildcard })
  }
}
