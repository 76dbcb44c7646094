import { createHash, createHmac } from 'node:crypto'
import { parse, stringify } from 'node:querystring'
import { type Context, constants, createContext, Script } from 'node:vm'

type Call = { on: string; method: string; self?: Buffer; args: unknown[] }

/** Bytes cross the border of a context as text of one letter a byte, under this name. */
const mark = '\0bytes'
const pack = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? { [mark]: value.toString('latin1') } : value
const unpack = (_: string, value: unknown): unknown => {
  const bytes = (value as Record<string, unknown> | null)?.[mark]
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : value
}

type Methods = Record<string, (...args: unknown[]) => unknown>

const answers: Record<string, (call: Call) => unknown> = {
  Buffer: ({ method, args }) => (Buffer as unknown as Methods)[method]!(...args),
  bytes: ({ method, self, args }) => (self as unknown as Methods)[method]!(...args),
  querystring: ({ method, args }) => (({ parse, stringify }) as unknown as Methods)[method]!(...args),
  hash: ({ args: [algorithm, key, parts, encoding] }) => {
    const hash =
      key === null ? createHash(algorithm as string) : createHmac(algorithm as string, key as Buffer)
    for (const part of parts as Buffer[]) hash.update(part)
    return encoding ? hash.digest(encoding as 'hex') : hash.digest()
  },
}

/** Only text crosses, so that no object of this process is within a function's reach. */
const bridge = (text: string): string => {
  try {
    const call = JSON.parse(text, unpack) as Call
    const value = pack(answers[call.on]!(call))
    return JSON.stringify({ value, self: pack(call.self) })
  } catch (error) {
    return JSON.stringify({ error: (error as Error).message })
  }
}

/** Methods of a Buffer that read or write its bytes, and take and give plain values. */
const methods = Object.getOwnPropertyNames(Buffer.prototype).filter((name) =>
  /^(compare|equals|fill|includes|indexOf|lastIndexOf|toString|write|swap\d+|(read|write)[A-Z]\w+)$/.test(
    name,
  ),
)

/** Runs in the context: makes Buffer, console and the modules, of the context's own objects. */
const setUp = new Script(
  `(function (bridge, mark, methods, where) {
  const { parse, stringify } = JSON
  const pack = (it) => {
    if (!(it instanceof Uint8Array)) return it
    let text = ''
    for (let at = 0; at < it.length; at += 1) text += String.fromCharCode(it[at])
    return { [mark]: text }
  }
  const fill = (bytes, text) => {
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
    return bytes
  }
  const unpack = (it) => (it && typeof it[mark] === 'string' ? fill(new Buffer(it[mark].length), it[mark]) : it)
  const call = (on, method, args, self) => {
    while (args.length > 0 && args[args.length - 1] === undefined) args.pop()
    const answer = parse(bridge(stringify({ on, method, args: args.map(pack), self: pack(self) })))
    if (answer.error !== undefined) throw new Error(answer.error)
    if (self) fill(self, answer.self[mark])
    return unpack(answer.value)
  }
  class Buffer extends Uint8Array {
    static from(...args) { return call('Buffer', 'from', args) }
    static alloc(...args) { return call('Buffer', 'alloc', args) }
    static allocUnsafe(size) { return new Buffer(size) }
    static byteLength(...args) { return call('Buffer', 'byteLength', args) }
    static compare(one, other) { return one.compare(other) }
    static isBuffer(it) { return it instanceof Buffer }
    static isEncoding(name) { return call('Buffer', 'isEncoding', [name]) }
    static concat(list) {
      const all = new Buffer(list.reduce((sum, one) => sum + one.length, 0))
      let at = 0
      for (const one of list) {
        all.set(one, at)
        at += one.length
      }
      return all
    }
    slice(...range) { return this.subarray(...range) }
    copy(target, at = 0, from = 0, to = this.length) {
      const part = this.subarray(from, Math.min(to, from + target.length - at))
      target.set(part, at)
      return part.length
    }
    toJSON() { return { type: 'Buffer', data: Array.from(this) } }
  }
  for (const name of methods)
    Buffer.prototype[name] = function (...args) { return call('bytes', name, args, this) }
  const hash = (algorithm, key) => {
    const parts = []
    return {
      update(part, encoding) {
        parts.push(typeof part === 'string' ? Buffer.from(part, encoding) : part)
        return this
      },
      digest: (encoding) => call('hash', '', [algorithm, pack(key), parts.map(pack), encoding]),
    }
  }
  const querystring = {
    parse: (...args) => call('querystring', 'parse', args),
    stringify: (...args) => call('querystring', 'stringify', args),
    escape: encodeURIComponent,
    unescape: decodeURIComponent,
  }
  querystring.decode = querystring.parse
  querystring.encode = querystring.stringify
  const modules = {
    buffer: { Buffer },
    crypto: { createHash: (name) => hash(name, null), createHmac: (name, key) => hash(name, key) },
    querystring,
  }
  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name]
  globalThis.Buffer = Buffer
  globalThis.console = { log() {}, error() {} }
  globalThis.require = (name) => {
    if (Object.prototype.hasOwnProperty.call(modules, name)) return modules[name]
    throw new Error(where + ': CloudFront Functions have no module "' + name + '"')
  }
})`,
  { filename: 'cloudfront-globals.js' },
)

/**
 * A context with the globals of CloudFront Functions: no network, timers, files or `process`, and no object of this
 * process.
 * @param where the function's name, for errors
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const createEdgeContext = (where: string): Context => {
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  })
  // The list of names crosses as text, too.
  const names = new Script(JSON.stringify(methods)).runInContext(context)
  setUp.runInContext(context)(bridge, mark, names, where)
  return context
}
