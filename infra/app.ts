import { build } from './build.ts'

/** The CDK app: `node infra/app.ts` writes `cdk.out`. It needs no account and looks nothing up. */
const main = async () => {
  // Loading the CDK takes a second. The functions are bundled meanwhile.
  const [built, { synthesise }] = await Promise.all([build(), import('./synthesise.ts')])
  synthesise(built)
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
