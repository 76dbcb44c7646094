/** The package's entry: its code is TypeScript, which Node runs itself from version 24 on. */
const needed = 24
if (Number.parseInt(process.versions.node, 10) < needed)
  throw new Error(
    `local-cloud runs on Node ${needed} or newer, as functions on Lambda do; this is ${process.versions.node}.`,
  )
if (import.meta.url.includes('/node_modules/'))
  throw new Error(
    'Node runs no TypeScript under node_modules: install local-cloud as a link to its folder (npm install FOLDER), not as a copy.',
  )

export const { startCloud } = await import('./cloud.ts')
