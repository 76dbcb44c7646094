import { build } from './build.ts'

/**
 * The CDK app: `node infra/app.ts` writes `cdk.out`. It needs no account and looks nothing up. With `SOURCE_MAPS=false` in
 * its environment it writes no source maps.
 */
const main = async () => {
  // Loading the CDK takes a second. The functions are bundled meanwhile.
  const [built, { synthesise }] = await Promise.all([
    build(undefined, { maps: process.env.SOURCE_MAPS !== 'false' }),
    import('./synthesise.ts'),
  ])
  await synthesise(built)
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
