import { bundle } from './bundle.ts'
import { readPublication } from './publication.ts'

/** The CDK app: `node infra/app.ts` writes `cdk.out`. It needs no account, and looks nothing up. */
const main = async () => {
  const publication = readPublication('content/publication.yaml')
  // The CDK takes a second to load; meanwhile the functions are bundled.
  const [folderOf, { synthesise }] = await Promise.all([bundle(publication), import('./synthesise.ts')])
  synthesise(publication, folderOf)
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
