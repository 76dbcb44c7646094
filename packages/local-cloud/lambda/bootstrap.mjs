/**
 * The entry point of a sandbox: what Lambda's Node.js runtime does between the Runtime API and the handler.
 * argv: task root, handler, folder for compiled code ('' for none), folders that may supply the AWS SDK (JSON).
 * Messages over Node's IPC channel:
 * in  { requestId, event, deadline (Unix ms), context, trace (the header's value) }
 * out { ready } | { requestId, result (JSON text) | error, usage, keeps } | { kept }
 * The sandbox may be frozen as soon as it has answered. After an answer with `keeps` it must not be, until it sends
 * `kept`.
 * Rules: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html and
 * aws-lambda-nodejs-runtime-interface-client.
 */
import { existsSync, readFileSync } from 'node:fs'
import Module, { createRequire, enableCompileCache, flushCompileCache, registerHooks } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [, , taskRoot, handlerName, cacheDir, sdkFolders = '[]'] = process.argv
const maximumResponse = 6 * 1024 * 1024
process.argv.length = 2

// The sandbox must not outlive the cloud, however the cloud ends.
process.on('disconnect', () => process.exit(0))
process.on('unhandledRejection', (reason) => die('Runtime.UnhandledPromiseRejection', reason, 128))
process.on('uncaughtException', (error) => die(error?.name ?? 'Error', error, 129))
if (cacheDir) enableCompileCache(cacheDir)

// A package missing from the bundle must be missing here too, although a parent folder may have it installed. Only the
// AWS SDK comes with Lambda.
const root = pathToFileURL(join(taskRoot, '/')).href
registerHooks({
  resolve: (specifier, context, next) => {
    const isOurs = context.parentURL?.startsWith(root)
    if (isOurs && /^@(aws-sdk|smithy|aws)\//.test(specifier)) return sdk(specifier, context, next)
    const found = next(specifier, context)
    if (isOurs && found.url.startsWith('file:') && !found.url.startsWith(root))
      throw new Error(`Cannot find package '${specifier}': it is not in the bundle`)
    return isPlain(found.url) ? { ...found, format: 'commonjs' } : found
  },
})
// Node's loader of CommonJS would look for a package.json again.
const usual = Module._extensions['.js']
Module._extensions['.js'] = (module, file) =>
  isPlain(pathToFileURL(file).href)
    ? module._compile(readFileSync(file, 'utf8'), file, 'commonjs')
    : usual(module, file)

/** The bundle's own copy or that of a folder above it, else that of the first folder that has one. */
function sdk(specifier, context, next) {
  try {
    return next(specifier, context)
  } catch (error) {
    for (const folder of JSON.parse(sdkFolders))
      try {
        const file = createRequire(join(folder, 'index.js')).resolve(specifier)
        return { url: pathToFileURL(file).href, shortCircuit: true }
      } catch {}
    throw error
  }
}

/**
 * Whether a file of the bundle is CommonJS by default: a `.js` file without a package.json in its own or a higher folder
 * of the bundle. Node would look above the bundle too, where AWS has nothing.
 */
function isPlain(url) {
  if (!url.startsWith(root) || !url.endsWith('.js')) return false
  const top = fileURLToPath(root)
  for (let folder = dirname(fileURLToPath(url)); join(folder, '/').startsWith(top); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return false
  return true
}

let invocation
let isCompiledKept = !cacheDir
const handler = await load().catch((error) => {
  console.error(`${error?.stack ?? error}`)
  process.send({ initError: describe(error), ends: true }, () => process.exit(1))
})

if (handler) {
  process.on('message', invoke)
  process.send({ ready: true })
}

async function load() {
  const [, module, path] = /^([^.]*)\.(.*)$/.exec(basename(handlerName)) ?? []
  if (!module) throw named('Runtime.MalformedHandlerName', 'Bad handler')
  const stem = join(taskRoot, dirname(handlerName), module)
  const file = ['.js', '.mjs', '.cjs'].map((end) => stem + end).find(existsSync)
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`)
  const exports = await import(pathToFileURL(file).href)
  const found = path.split('.').reduce((value, key) => value?.[key], exports) ?? exports.default?.[path]
  if (typeof found !== 'function')
    throw named('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`)
  if (found.length < 3) return found
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html#nodejs-handler-callback
  const [, runtime, version] = /_(nodejs(\d+).*)$/.exec(process.env.AWS_EXECUTION_ENV)
  if (version < 24) return withCallback(found)
  throw named(
    'Runtime.CallbackHandlerDeprecated',
    `${runtime} does not support callbacks: write an async handler`,
  )
}

/** The answer of a handler that gives it to a callback or, all the same, returns a promise. */
function withCallback(handler) {
  return (event, context) =>
    new Promise((resolve, reject) => {
      const answered = handler(event, context, (error, answer) => (error ? reject(error) : resolve(answer)))
      if (typeof answered?.then === 'function') answered.then(resolve, reject)
    })
}

async function invoke({ requestId, event, deadline, context, trace }) {
  invocation = requestId
  if (trace) process.env._X_AMZN_TRACE_ID = trace
  else delete process.env._X_AMZN_TRACE_ID
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now())
    const answer = await handler(event, { ...context, awsRequestId: requestId, getRemainingTimeInMillis })
    const result = JSON.stringify(answer) ?? 'null'
    const size = Buffer.byteLength(result)
    if (size > maximumResponse)
      throw named('Function.ResponseSizeTooLarge', `Response payload of ${size} bytes exceeds 6291556 bytes.`)
    void reply({ result, keeps: !isCompiledKept }, keepCompiled)
  } catch (error) {
    console.error(`${error?.stack ?? error}`)
    void reply({ error: describe(error) })
  }
}

/**
 * Stores compiled code once, after the first event: by then the code that an event needs is compiled too, and later
 * sandboxes can reuse it. It blocks, so unfinished work of the handler does not continue meanwhile.
 */
function keepCompiled() {
  if (isCompiledKept) return
  isCompiledKept = true
  flushCompileCache()
  process.send({ kept: true })
}

async function reply(message, done) {
  const requestId = invocation
  invocation = undefined
  for (const stream of [process.stdout, process.stderr]) if (stream.writableLength > 0) await written(stream)
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMB: (ownPeak() ?? maxRSS) / 1024 }
  process.send({ requestId, ...message, usage }, done)
}

/** Waits until the stream is flushed. The answer may freeze or end this process, and unwritten output would be lost. */
function written(stream) {
  return new Promise((resolve) => stream.write('', resolve))
}

/** KiB. On Linux `maxRSS` starts at the forking process's value (execve keeps it: getrusage(2)), so read VmHWM. */
function ownPeak() {
  if (process.platform !== 'linux') return undefined
  return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}

function die(type, error, status) {
  console.error(`${error?.stack ?? error}`)
  if (!invocation) process.exit(status)
  void reply({ error: { ...describe(error), errorType: type }, ends: true }, () => process.exit(status))
}

function describe(error) {
  if (!(error instanceof Error))
    return { errorType: typeof error, errorMessage: String(error), stackTrace: [] }
  // Node's permission model stands in for Lambda's read-only disk.
  if (error.code === 'ERR_ACCESS_DENIED')
    error.message = `EROFS: read-only file system '${error.resource ?? ''}': a function can write to /tmp alone`
  return { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack ?? '').split('\n') }
}

function named(name, message) {
  return Object.assign(new Error(message), { name })
}
