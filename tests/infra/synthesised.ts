import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Publication } from '../../functions/publication/publication.ts'
import { NewsletterStack } from '../../infra/newsletter-stack.ts'
import { readPublication } from '../../infra/publication.ts'

/** A resource of the template, as CloudFormation gets it. */
export type Resource = {
  Type: string
  // biome-ignore lint/suspicious/noExplicitAny: properties are as many shapes as there are types.
  Properties: Record<string, any>
  DependsOn?: string[]
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
}

// CloudFormation's own rules are checked when the app is synthesised; once for each file of tests would be slow.
process.env.CDK_VALIDATION = 'false'

export const publication = readPublication('content/publication.yaml')

/** Synthesises the stack with handlers that do nothing. `but`: what the publication says otherwise. */
export const synthesise = (but: { [Key in keyof Publication]?: Publication[Key] | undefined } = {}) => {
  const app = new App({ analyticsReporting: false })
  const codeOf = () => Code.fromInline('exports.handler = async () => {}')
  const stack = new NewsletterStack(app, 'Masthead', {
    publication: { ...publication, ...but } as Publication,
    codeOf,
  })
  const template = Template.fromStack(stack)
  const resources: Record<string, Resource> = template.toJSON().Resources
  return {
    template,
    resources,
    ofType: (type: string): [string, Resource][] =>
      Object.entries(resources).filter(([, resource]) => resource.Type === type),
    findings: () =>
      new AwsSolutionsChecks().validateScope(app).violations.map(({ ruleName, violatingResources }) => ({
        ruleName,
        where: violatingResources.map(({ constructPath }) => constructPath),
      })),
  }
}

/** One resource's logical id out of `Ref` or `Fn::GetAtt`. */
export const idIn = (value: unknown): string | undefined => {
  const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: [string, string] }
  return Ref ?? attribute?.[0]
}
