import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createChance } from '../host/seeded-random.ts'
import type { Policies } from '../iam/template-policies.ts'
import { FunctionError } from '../lambda/errors.ts'
import { createFreezer } from '../lambda/freeze-sandbox.ts'
import { createLambda, type LambdaFunction, type LambdaOptions } from '../lambda/lambda.ts'
import { startSandbox } from '../lambda/sandbox.ts'
import { createFire } from '../scheduler/invoke-target.ts'
import type { Problem } from '../types.ts'
import { eventually } from './eventually.ts'

/** Where npm installed a package, whichever folder the tests run from. */
const installed = resolve(
  createRequire(import.meta.url).resolve('@aws-sdk/client-s3/package.json'),
  '../../..',
)

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, looked into by assertions.
type Json = any

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const aBundle = (source: string, file = 'index.mjs'): string => {
  const dir = mkdtempSync(join(tmpdir(), 'bundle-'))
  undo.push(() => rmSync(dir, { recursive: true }))
  writeFileSync(join(dir, file), source)
  return dir
}

const aFunction = (source: string, over: Partial<LambdaFunction> = {}): LambdaFunction => ({
  logicalId: 'Greeter',
  arn: 'arn:aws:lambda:us-east-1:000000000000:function:greeter',
  name: 'greeter',
  dir: aBundle(source),
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  environment: {},
  timeoutSeconds: 60,
  memoryMB: 128,
  architecture: 'arm64',
  roleArn: 'arn:aws:iam::000000000000:role/greeter',
  maximumRetries: 2,
  maximumAgeSeconds: 21_600,
  ...over,
})

const aLambda = (fn: LambdaFunction, over: Partial<LambdaOptions> = {}) => {
  const problems: Problem[] = []
  const lines: string[] = []
  const sent: { queueArn: string; body: Json; roleArn: string }[] = []
  const lambda = createLambda({
    functions: () => [fn],
    awsUrl: 'http://127.0.0.1:9',
    accessKeyId: (roleArn) => `KEY-${roleArn.split('/').at(-1)}`,
    region: 'us-east-1',
    asyncRetryMs: 20,
    canLog: () => true,
    sendToQueue: async (queueArn, body, roleArn) => {
      sent.push({ queueArn, body: JSON.parse(body), roleArn })
    },
    onLog: (_, line) => lines.push(line),
    onProblem: (problem) => problems.push(problem),
    ...over,
  })
  undo.push(() => lambda.end())
  return { lambda, problems, lines, sent, invoke: (event: unknown = {}) => lambda.now(fn.arn, event) as Json }
}

const quiet = async (lambda: { busy(): number }) => eventually(() => lambda.busy()).toBe(0)

test('a handler gets its event and the context that Lambda gives', async () => {
  const source = `export const handler = async (event, context) => ({ event, context, left: context.getRemainingTimeInMillis() })`
  const { invoke } = aLambda(aFunction(source))
  const answer = await invoke({ name: 'Ada' })
  expect(answer.event).toEqual({ name: 'Ada' })
  expect(answer.context).toMatchObject({
    functionName: 'greeter',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:greeter',
    memoryLimitInMB: '128',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(answer.left).toBeGreaterThan(0)
  expect(answer.left).toBeLessThanOrEqual(60_000)
})

test('a sandbox has the variables of the template and of Lambda, and none of this process', async () => {
  process.env.FORGOTTEN = 'set on the developer’s machine'
  undo.push(() => delete process.env.FORGOTTEN)
  const { invoke } = aLambda(
    aFunction(`export const handler = async () => ({ ...process.env })`, {
      environment: { TABLE: 'readers' },
    }),
  )
  const env = await invoke()
  expect(env).toMatchObject({
    TABLE: 'readers',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'greeter',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/greeter',
    AWS_ACCESS_KEY_ID: 'KEY-greeter',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    _HANDLER: 'index.handler',
    TZ: ':UTC',
  })
  expect(env).not.toHaveProperty('FORGOTTEN')
  expect(env).not.toHaveProperty('NODE_CHANNEL_FD')
})

test('a sandbox lives in UTC', async () => {
  const { invoke } = aLambda(aFunction(`export const handler = async () => new Date(0).toString()`))
  expect(await invoke()).toContain('GMT+0000')
})

test('the AWS SDK in a sandbox calls the local endpoint with the key of its role, path style for S3', async () => {
  const seen: { url: string; authorization: string }[] = []
  const server = createServer((request, response) => {
    seen.push({ url: request.url!, authorization: request.headers.authorization! })
    response.end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  undo.push(() => server.close())
  const source = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3'
    export const handler = async () => { await new S3Client({}).send(new GetObjectCommand({ Bucket: 'pages', Key: 'a b' })) }`
  const fn = aFunction(source)
  // In Lambda the runtime provides the SDK; here it is found above the bundle, as in a project.
  fn.dir = mkdtempSync(join(installed, '.bundle-'))
  undo.push(() => rmSync(fn.dir, { recursive: true }))
  writeFileSync(join(fn.dir, 'index.mjs'), source)
  const { invoke } = aLambda(fn, { awsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  await invoke()
  expect(seen[0]!.url).toMatch(/^\/pages\/a%20b/)
  expect(seen[0]!.authorization).toContain('Credential=KEY-greeter/')
})

test('a package that is only in the project, not in the bundle, is missing', async () => {
  const dir = mkdtempSync(join(installed, '.bundle-'))
  undo.push(() => rmSync(dir, { recursive: true }))
  writeFileSync(join(dir, 'index.mjs'), `import 'vitest'\nexport const handler = async () => 1`)
  const { invoke } = aLambda(aFunction('', { dir }))
  await expect(invoke()).rejects.toThrow(/vitest.*not in the bundle/)
})

test('a bundle is CommonJS unless it says otherwise, whatever the folders above it say', async () => {
  const project = aBundle('{"type":"module"}', 'package.json')
  const dir = join(project, 'asset')
  mkdirSync(dir)
  writeFileSync(join(dir, 'part.js'), `exports.word = 'hello'`)
  writeFileSync(join(dir, 'index.js'), `exports.handler = async () => require('./part.js').word`)
  const { invoke, lambda } = aLambda(aFunction('', { dir }))
  expect(await invoke()).toBe('hello')
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}')
  writeFileSync(join(dir, 'index.js'), `export const handler = async () => 'module'`)
  await lambda.restart('Greeter')
  expect(await invoke()).toBe('module')
})

test('the SDK that Lambda supplies is found from here when no folder above the bundle has it', async () => {
  const source = `import { SQSClient } from '@aws-sdk/client-sqs'
    export const handler = async () => SQSClient.name`
  expect(await aLambda(aFunction(source)).invoke()).toBe('SQSClient')
})

test('a handler may answer by its callback where the runtime allows it', async () => {
  const source = `export const handler = ({ fails }, context, callback) => {
    setTimeout(() => (fails ? callback(new Error('no')) : callback(null, 'called back')))
  }`
  const { invoke } = aLambda(aFunction(source, { runtime: 'nodejs22.x' }))
  expect(await invoke()).toBe('called back')
  await expect(invoke({ fails: true })).rejects.toThrow('no')
})

test('what the template sets of Lambda’s own variables is refused', async () => {
  const { invoke } = aLambda(aFunction('', { environment: { AWS_REGION: 'eu-west-1' } }))
  await expect(invoke()).rejects.toThrow('AWS_REGION is reserved by Lambda')
})

test('an error of the handler is thrown as Lambda words it, logged, and a problem', async () => {
  const source = `export const handler = async () => { throw new RangeError('too many readers') }`
  const { invoke, problems, lines } = aLambda(aFunction(source))
  const error = await invoke().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FunctionError)
  expect(error.payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'too many readers' })
  expect(problems).toMatchObject([{ kind: 'error', where: 'Greeter', what: 'RangeError: too many readers' }])
  expect(lines.join('\n')).toContain('RangeError: too many readers\n    at ')
})

test('a handler that takes too long is killed at its time-out, and the next event gets a new sandbox', async () => {
  const source = `export const handler = async ({ slow }) => { if (slow) for (;;); return process.pid }`
  const { invoke, problems } = aLambda(aFunction(source, { timeoutSeconds: 3 }))
  const first = await invoke()
  await expect(invoke({ slow: true })).rejects.toThrow('Task timed out after 3.00 seconds')
  expect(problems).toMatchObject([{ kind: 'timeout', where: 'Greeter' }])
  expect(await invoke()).not.toBe(first)
})

test('a handler that ends its process fails its event', async () => {
  const { invoke } = aLambda(aFunction(`export const handler = async () => process.exit(7)`))
  await expect(invoke()).rejects.toThrow('Runtime exited with error: exit status 7')
})

test('a promise that nobody awaits and that fails takes the sandbox down', async () => {
  const source = `export const handler = async () => { Promise.reject(new Error('left alone')); await new Promise(() => {}) }`
  const { invoke } = aLambda(aFunction(source))
  await expect(invoke()).rejects.toThrow('Runtime.UnhandledPromiseRejection: left alone')
})

test.each([
  ['a missing file', 'other.handler', '', /Runtime.ImportModuleError.*Cannot find module 'other'/],
  ['a missing export', 'index.handle', 'export const handler = async () => 1', /Runtime.HandlerNotFound/],
  ['a broken module', 'index.handler', `throw new Error('no environment')`, /no environment/],
  [
    'a callback',
    'index.handler',
    'export const handler = (e, c, callback) => 1',
    /CallbackHandlerDeprecated/,
  ],
])('%s is a clear error of the function', async (_, handler, source, message) => {
  const { invoke } = aLambda(aFunction(source, { handler }))
  await expect(invoke()).rejects.toThrow(message)
  await expect(invoke()).rejects.toThrow(message)
})

test('an answer over 6 MB is refused', async () => {
  const { invoke } = aLambda(aFunction(`export const handler = async () => 'x'.repeat(6291457)`))
  await expect(invoke()).rejects.toThrow('Function.ResponseSizeTooLarge')
})

test('an event over 6 MB is refused, and over 1 MB if nobody waits for its answer', async () => {
  const fn = aFunction('export const handler = async ({ text }) => text.length')
  const { invoke, lambda } = aLambda(fn)
  await expect(invoke({ text: 'x'.repeat(6_291_456) })).rejects.toThrow('RequestTooLargeException')
  const text = 'x'.repeat(1_048_576)
  expect(() => lambda.later(fn.arn, { text })).toThrow('the Event invocation type (limit 1048576 bytes)')
  expect(await invoke({ text })).toBe(text.length)
})

// Its own folder has to lie elsewhere for that.
const inTmp = [tmpdir(), '/tmp', '/private/tmp'].some((folder) => installed.startsWith(`${folder}/`))
test.skipIf(inTmp)(
  `a function can write to /tmp, and nowhere else${inTmp ? ': this checkout lies there' : ''}`,
  async () => {
    const dir = mkdtempSync(join(installed, '.bundle-'))
    undo.push(() => rmSync(dir, { recursive: true }))
    const source = `import { rmSync, writeFileSync } from 'node:fs'
    export const handler = async ({ file }) => { writeFileSync(file, 'x'); rmSync(file) }`
    writeFileSync(join(dir, 'index.mjs'), source)
    const { invoke, lines } = aLambda(aFunction('', { dir }))
    await expect(invoke({ file: join(dir, 'state.json') })).rejects.toThrow(/EROFS.*state.json/)
    await invoke({ file: join(tmpdir(), `state-${process.pid}`) })
    expect(lines.join()).not.toContain('Warning')
  },
)

test('an answer is what JSON makes of it', async () => {
  const { invoke } = aLambda(
    aFunction(`export const handler = async ({ none }) => none ? undefined : { at: new Date(0) }`),
  )
  expect(await invoke()).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  expect(await invoke({ none: true })).toBeNull()
})

const sleeper = `let at = 0
export const handler = async () => { const mine = ++at; await new Promise((r) => setTimeout(r, 150)); return { pid: process.pid, mine, at } }`

test('a sandbox takes one event at a time and is used again', async () => {
  const { invoke } = aLambda(aFunction(sleeper))
  const together = await Promise.all([invoke(), invoke()])
  expect(new Set(together.map(({ pid }) => pid)).size).toBe(2)
  for (const { mine, at } of together) expect(mine).toBe(at)
  expect(together.map(({ pid }) => pid)).toContain((await invoke()).pid)
})

test('an event over the reserved concurrency is throttled, and one that nobody waits for tried again', async () => {
  const source = `import { existsSync } from 'node:fs'
    export const handler = async ({ file }) => { while (!existsSync(file)) await new Promise((go) => setTimeout(go, 5)) }`
  const fn = aFunction(source, { concurrency: 1, maximumRetries: 0 })
  let clock = 0
  const { invoke, lambda, problems } = aLambda(fn, { now: () => clock })
  const file = join(aBundle(''), 'go-on')
  const first = invoke({ file })
  await expect(invoke({ file })).rejects.toThrow(
    'TooManyRequestsException: Rate Exceeded: its reserved concurrency is 1',
  )
  lambda.later(fn.arn, { file })
  await eventually(() => problems.length).toBe(2)
  writeFileSync(file, '')
  await first
  clock = 1000
  await quiet(lambda)
  expect(problems.map(({ what }) => what.split(':')[0])).toEqual(Array(2).fill('TooManyRequestsException'))
})

test('an event over the account’s concurrency is throttled', async () => {
  const { invoke } = aLambda(aFunction(sleeper), { mostAtOnce: 1 })
  const first = invoke()
  await expect(invoke()).rejects.toThrow("the account's concurrency is 1")
  await first
})

test('more events than this machine has room for wait for their turn', async () => {
  const { invoke } = aLambda(aFunction(sleeper), { mostSandboxes: 1 })
  const all = await Promise.all([invoke(), invoke(), invoke()])
  expect(new Set(all.map(({ pid }) => pid)).size).toBe(1)
  expect(all.map(({ mine }) => mine)).toEqual([1, 2, 3])
})

test('a reserved concurrency of 0 switches the function off', async () => {
  const { invoke } = aLambda(aFunction(sleeper, { concurrency: 0 }))
  await expect(invoke()).rejects.toThrow('TooManyRequestsException')
})

test('a changed variable counts from the next event on', async () => {
  const fn = aFunction(`export const handler = async () => process.env.WORD ?? null`)
  const { invoke } = aLambda(fn)
  expect(await invoke()).toBeNull()
  fn.environment = { WORD: 'hello' }
  expect(await invoke()).toBe('hello')
})

test('a start without some variables gives what its init fails with, and leaves nothing behind', async () => {
  const source = `if (!process.env.TABLE) throw new Error('TABLE is missing')
    export const handler = async () => Object.keys(process.env).filter((name) => /^(TABLE|OPTION)$/.test(name))`
  const { lambda, invoke, problems } = aLambda(
    aFunction(source, { environment: { TABLE: 'a', OPTION: 'b' } }),
  )
  expect(await lambda.startWithout('Greeter', ['TABLE'])).toBe('TABLE is missing')
  expect(await lambda.startWithout('Greeter', ['OPTION', 'TABLE'])).toBe('TABLE is missing')
  expect(await lambda.startWithout('Greeter', ['OPTION'])).toBeUndefined()
  expect(lambda.sandboxes()).toEqual([])
  expect(problems).toEqual([])
  expect(await invoke()).toEqual(expect.arrayContaining(['TABLE', 'OPTION']))
})

test('a restart replaces the sandboxes', async () => {
  const { invoke, lambda } = aLambda(aFunction(`export const handler = async () => process.pid`))
  const before = await invoke()
  await lambda.restart('Greeter')
  expect(await invoke()).not.toBe(before)
})

test('a crash takes a busy sandbox away in the middle of its event', async () => {
  const { invoke, lambda, lines } = aLambda(
    aFunction(`export const handler = async () => { console.log('begun'); await new Promise(() => {}) }`),
  )
  const failed = expect(invoke()).rejects.toThrow('Runtime exited with error: signal: SIGKILL')
  await eventually(() => lines).toContain('begun')
  expect(await lambda.crash('Greeter')).toBe(1)
  await failed
})

test('an asynchronous event is tried three times, then told to the failure queue', async () => {
  const fn = aFunction(
    `export const handler = async (_, { awsRequestId }) => { console.log(awsRequestId); throw new Error('no') }`,
    { onFailureArn: 'arn:aws:sqs:us-east-1:000000000000:failures' },
  )
  const { lambda, lines, sent, problems } = aLambda(fn)
  lambda.later(fn.arn, { issue: 64 })
  expect(lambda.busy()).toBeGreaterThan(0)
  await quiet(lambda)
  const ids = lines.filter((line) => /^[0-9a-f-]{36}$/.test(line))
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(1)
  expect(problems.map(({ kind }) => kind)).toEqual(['error', 'error', 'error'])
  expect(sent).toMatchObject([
    {
      queueArn: fn.onFailureArn,
      roleArn: fn.roleArn,
      body: {
        requestContext: { requestId: ids[0], condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        requestPayload: { issue: 64 },
        responsePayload: { errorType: 'Error', errorMessage: 'no' },
      },
    },
  ])
})

test('an asynchronous event is tried again after one minute and after two, by the cloud’s clock', async () => {
  const fn = aFunction(`export const handler = async () => { throw new Error('no') }`)
  let clock = 0
  let looks = 0
  const now = () => {
    looks += 1
    return clock
  }
  const { lambda, problems } = aLambda(fn, { asyncRetryMs: undefined, now })
  /** Waits until the changed clock has been read again. */
  const untilSeen = async () => {
    const before = looks
    await eventually(() => looks).toBeGreaterThan(before + 2)
  }
  const tried = () => problems.filter(({ kind }) => kind === 'error').length
  const untilTried = (times: number) => eventually(tried).toBe(times)
  lambda.later(fn.arn, {})
  await untilTried(1)
  clock = 59_999
  await untilSeen()
  expect(tried()).toBe(1)
  clock = 60_000
  await untilTried(2)
  clock = 179_999
  await untilSeen()
  expect(tried()).toBe(2)
  clock = 180_000
  await untilTried(3)
  await quiet(lambda)
  expect(problems.at(-1)).toMatchObject({ kind: 'undeliverable' })
})

test('an asynchronous event that has grown too old is not tried again', async () => {
  const fn = aFunction(`export const handler = async () => { throw new Error('no') }`, {
    maximumAgeSeconds: 60,
    onFailureArn: 'arn:aws:sqs:us-east-1:000000000000:failures',
  })
  let clock = 0
  const { lambda, problems, sent } = aLambda(fn, { asyncRetryMs: undefined, now: () => clock })
  lambda.later(fn.arn, {})
  await eventually(() => problems.length).toBe(1)
  clock = 60_001
  await quiet(lambda)
  expect(problems.map(({ kind }) => kind)).toEqual(['error'])
  expect(sent).toMatchObject([
    { body: { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 } } },
  ])
})

test('a function that a schedule invokes is tried three times, whatever the schedule’s own retry policy says', async () => {
  const fn = aFunction(`export const handler = async () => { throw new Error('no') }`)
  const { lambda, problems } = aLambda(fn)
  const { fire } = createFire({
    resources: { get: () => undefined, ofType: () => [], byArn: () => undefined },
    policies: { trusts: () => true, roleMay: () => true } as unknown as Policies,
    invoke: lambda,
    now: Date.now,
    sqsAs: () => () => Promise.reject(new Error('no queue here')),
  })
  await fire({
    Name: 'nightly',
    GroupName: 'default',
    Arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/nightly',
    ScheduleExpression: 'rate(1 day)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: fn.arn, RoleArn: fn.roleArn, Input: '{}', RetryPolicy: { MaximumRetryAttempts: 0 } },
    createdAt: 0,
    changedAt: 0,
  })
  await quiet(lambda)
  expect(problems.map(({ kind }) => kind)).toEqual(['error', 'error', 'error', 'undeliverable'])
})

test('an asynchronous event without a failure queue is lost, and that is a problem', async () => {
  const fn = aFunction(`export const handler = async () => { throw new Error('no') }`, { maximumRetries: 0 })
  const { lambda, problems } = aLambda(fn)
  lambda.later(fn.arn, {})
  await quiet(lambda)
  expect(problems.map(({ kind }) => kind)).toEqual(['error', 'undeliverable'])
})

test('a role that may not write logs is a problem, told once', async () => {
  const { invoke, problems } = aLambda(aFunction(`export const handler = async () => 1`), {
    canLog: () => false,
  })
  await invoke()
  await invoke()
  expect(problems).toMatchObject([{ kind: 'lost-logs', where: 'Greeter' }])
})

test('usage tells processor time and memory by function', async () => {
  const { invoke, lambda } = aLambda(aFunction(`export const handler = async () => 1`))
  const began = performance.now()
  await invoke()
  await invoke()
  const tookMs = performance.now() - began
  const usage = lambda.usage().Greeter!
  expect(usage).toMatchObject({ invocations: 2, sandboxes: 1 })
  expect(usage.cpuMs).toBeGreaterThan(1)
  expect(usage.peakMB).toBeGreaterThan(10)
  // Two invocations of a millisecond or more, and a longer start, at an eighth of a GB.
  expect(usage.gbSeconds).toBeGreaterThan(0.002 / 8)
  // Each is rounded up to a millisecond.
  expect(usage.gbSeconds).toBeLessThan((tookMs + 3) / 1000 / 8)
})

test('no sandbox outlives the cloud', async () => {
  const { invoke, lambda } = aLambda(aFunction(`export const handler = async () => process.pid`))
  const pid = await invoke()
  await lambda.end()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('a function that outgrows its memory is ended', async () => {
  const source = `export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) }`
  const { invoke } = aLambda(aFunction(source, { memoryMB: 64, timeoutSeconds: 30 }))
  await expect(invoke()).rejects.toThrow('Runtime exited with error: signal: SIGABRT')
})

/** Whether a process is stopped, by the first letter of its state in ps(1). */
const stands = (pid: number) =>
  execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })[0] === 'T'
const untilItStands = (pid: number) => eventually(() => stands(pid)).toBe(true)

test('a sandbox stands still from its answer to its next event, with what its handler left undone', async () => {
  const source = `import { existsSync } from 'node:fs'
    import { setTimeout as wait } from 'node:timers/promises'
    const untilItIsThere = async (file) => { while (!existsSync(file)) await wait(5) }
    let rest
    export const handler = async ({ file, last }) => {
      rest ??= untilItIsThere(file).then(() => console.log('late'))
      console.log('early')
      if (last) await rest
      return process.pid
    }`
  const { invoke, lines } = aLambda(aFunction(source))
  const file = join(aBundle(''), 'go-on')
  const pid = await invoke({ file })
  await untilItStands(pid)
  writeFileSync(file, '')
  expect(stands(pid)).toBe(true)
  expect(lines).toEqual(['early'])
  expect(await invoke({ file, last: true })).toBe(pid)
  // Both continue at once when it is thawed.
  expect(lines.slice(1).toSorted()).toEqual(['early', 'late'])
  await untilItStands(pid)
})

test('a sandbox stands still after an error, too', async () => {
  const { invoke, lines } = aLambda(
    aFunction(`export const handler = async () => { console.log(process.pid); throw new Error('no') }`),
  )
  await expect(invoke()).rejects.toThrow('no')
  await untilItStands(Number(lines[0]))
})

test('what a handler printed before its answer is complete although it is frozen', async () => {
  const source = `export const handler = async () => { for (let n = 0; n < 20_000; n += 1) console.log('line ' + n) }`
  const { invoke, lines } = aLambda(aFunction(source, { timeoutSeconds: 20 }))
  await invoke()
  await eventually(() => lines.length).toBe(20_000)
  expect(lines.at(-1)).toBe('line 19999')
})

test('a sandbox that is frozen keeps its compiled code first', async () => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'cache-'))
  undo.push(() => rmSync(cacheDir, { recursive: true }))
  const { invoke } = aLambda(aFunction(`export const handler = async () => process.pid`), { cacheDir })
  await untilItStands(await invoke())
  expect(readdirSync(cacheDir, { recursive: true }).length).toBeGreaterThan(1)
})

test('a sandbox that is paused when it would be thawed goes on when both are over', async () => {
  const { invoke, lambda } = aLambda(aFunction(`export const handler = async () => process.pid`))
  const pid = await invoke()
  await untilItStands(pid)
  const goOn = lambda.sandboxes()[0]!.pause()
  const answer = invoke()
  expect(stands(pid)).toBe(true)
  goOn()
  expect(await answer).toBe(pid)
})

test('where it is asked for, nothing freezes', async () => {
  const source = `export const handler = async () => void setTimeout(() => console.log('late'), 50)`
  const { invoke, lines } = aLambda(aFunction(source), { freezes: false })
  await invoke()
  await eventually(() => lines).toEqual(['late'])
})

test('a platform that cannot stop a process says so once', () => {
  const said: string[] = []
  const freezer = createFreezer({ say: (line) => said.push(line), platform: 'win32' })
  expect([freezer.able(), freezer.able()]).toEqual([false, false])
  expect(said).toEqual(['This platform cannot stop a process: sandboxes are not frozen between events.'])
})

const aRound = async (seed: number) => {
  const { invoke } = aLambda(aFunction(sleeper), { seed })
  const together: { pid: number }[] = await Promise.all([invoke(), invoke(), invoke()])
  const names = new Map(together.map(({ pid }, place) => [pid, place]))
  const taken: (number | undefined)[] = []
  for (let nth = 0; nth < 12; nth += 1) taken.push(names.get((await invoke()).pid))
  return taken
}

test('which idle sandbox gets an event is chance, the same under the same seed', async () => {
  const picked = (seed: number) => {
    const chance = createChance(seed)
    return Array.from({ length: 50 }, (_, nth) => chance.between(`Greeter ${nth}`, 0, 2))
  }
  expect(picked(7)).toEqual(picked(7))
  expect(picked(7)).not.toEqual(picked(8))
  expect(new Set(await aRound(1)).size).toBe(3)
})

test('a start takes longer by what is asked for', async () => {
  const fn = aFunction(`export const handler = async () => 'here'`)
  const at = (delayMs: number) => {
    const sandbox = startSandbox(fn, {
      id: 'one',
      awsUrl: '',
      accessKeyId: () => 'KEY',
      region: 'us-east-1',
      onLine: () => {},
      delayMs,
    })
    undo.push(() => sandbox.kill())
    return sandbox.invoke({}, 'r-1').then(() => delayMs)
  }
  // The delayed one begins first, and would take longer than the whole test.
  expect(await Promise.race([at(600_000), at(0)])).toBe(0)
})

test('no sandbox outlives a cloud that is killed, least of all one that stands still', async () => {
  const fn = aFunction(`export const handler = async () => process.pid`)
  const url = new URL('../lambda/lambda.ts', import.meta.url).href
  const program = `const { createLambda } = await import(${JSON.stringify(url)})
    const lambda = createLambda({ functions: () => [${JSON.stringify(fn)}], awsUrl: '', region: 'us-east-1',
      accessKeyId: () => 'KEY', canLog: () => true, sendToQueue: async () => {}, onProblem: console.error })
    console.log(await lambda.now(${JSON.stringify(fn.arn)}, {}))
    setInterval(() => {}, 1000)`
  const cloud = spawn(process.execPath, ['--input-type=module', '--eval', program])
  const [line] = await once(cloud.stdout, 'data')
  const pid = Number(String(line))
  await untilItStands(pid)
  cloud.kill('SIGKILL')
  await eventually(() => isRunning(pid)).toBe(false)
})

test('the guard of a process that was killed kills who is left, and nobody who was taken off', async () => {
  const url = new URL('../lambda/kill-orphans.ts', import.meta.url).href
  const program = `const { startGuard } = await import(${JSON.stringify(url)})
    const { spawn } = await import('node:child_process')
    const guard = startGuard(() => console.error('lost'))
    const sleeper = () => spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).pid
    const [left, off, last] = [sleeper(), sleeper(), sleeper()]
    for (const pid of [left, off, last]) guard.add(pid)
    guard.remove(off)
    guard.remove(off)
    console.log(JSON.stringify([left, off, last]))
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program])
  const [line] = await once(parent.stdout, 'data')
  const [left, off, last] = JSON.parse(String(line)) as [number, number, number]
  undo.push(() => process.kill(off, 'SIGKILL'))
  parent.kill('SIGKILL')
  await eventually(() => [isRunning(left), isRunning(last)]).toEqual([false, false])
  expect(isRunning(off)).toBe(true)
})

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
