import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Publication } from '../functions/publication/publication.ts'
import { NewsletterStack } from './newsletter-stack.ts'
import type { FunctionName } from './settings.ts'

/**
 * Writes the template and the functions' code to `cdk.out`, or where the CDK's command line wants it.
 * @throws when cdk-nag or CloudFormation's own rules find anything; the findings are on stderr by then
 */
export const synthesise = (publication: Publication, folderOf: (name: FunctionName) => string) => {
  const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out', analyticsReporting: false })
  new NewsletterStack(app, 'Masthead', {
    publication,
    codeOf: (name) => Code.fromAsset(folderOf(name), { exclude: ['*.map'] }),
  })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
}
