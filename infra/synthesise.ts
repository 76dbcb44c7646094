import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Built } from './build.ts'
import { Newsletter } from './newsletter.ts'

/**
 * Writes the template and the functions' code to `cdk.out`, or where the CDK's command line wants it.
 * @throws when cdk-nag or CloudFormation's own rules find anything; the findings are on stderr by then
 */
export const synthesise = (built: Built) => {
  const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out', analyticsReporting: false })
  new Newsletter(app, 'Masthead', built)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
}
