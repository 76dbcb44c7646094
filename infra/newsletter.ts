import { Code } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { Built } from './build.ts'
import { NewsletterStack } from './newsletter-stack.ts'

export { type Built, build } from './build.ts'

/**
 * The whole service as a stack, for an app of one's own too:
 *
 *     const app = new App()
 *     new Newsletter(app, 'Tidelines', await build('content/publication.yaml'))
 */
export class Newsletter extends NewsletterStack {
  constructor(scope: Construct, id: string, { publication, folderOf }: Built) {
    super(scope, id, {
      publication,
      codeOf: (name) => Code.fromAsset(folderOf(name), { exclude: ['*.map'] }),
    })
  }
}
