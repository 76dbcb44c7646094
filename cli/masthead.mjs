#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { launch } from './launch.mjs'

// Installed as a dependency it is built (cli/pack/build-package.ts); a checkout runs its own TypeScript.
const isInstalled = import.meta.url.includes('/node_modules/')
const command = new URL(isInstalled ? '../dist/cli/masthead.js' : 'masthead.ts', import.meta.url)
await launch(fileURLToPath(command), process.argv.slice(2))
