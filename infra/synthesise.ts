import { App, Validations } from 'aws-cdk-lib'
import type { Built } from './build.ts'
import { Newsletter } from './newsletter.ts'

/**
 * Writes the template and the functions' code to `cdk.out`, or where the CDK's command line wants it. With
 * `CDK_VALIDATION=false` in its environment nothing looks for faults in the template.
 * @throws when cdk-nag or CloudFormation's own rules find anything; the findings are on stderr by then
 */
export const synthesise = async (built: Built): Promise<void> => {
  const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out', analyticsReporting: false })
  new Newsletter(app, 'Masthead', built)
  if (process.env.CDK_VALIDATION !== 'false') {
    const { AwsSolutionsChecks } = await import('cdk-nag')
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  }
  app.synth()
}
