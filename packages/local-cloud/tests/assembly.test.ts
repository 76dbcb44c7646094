import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAssembly } from '../template/template.ts'
import { temporaryFolder } from './temporary.ts'

type Stacks = Record<string, { region?: string; account?: string; resources?: object }>

/** Writes stacks as `cdk synth` does, by artifact id, and the stacks of a stage. */
const anAssembly = (stacks: Stacks, stage: Stacks = {}): string => {
  const folder = temporaryFolder('assembly')
  writeStacks(folder, stacks, {
    Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
  })
  mkdirSync(join(folder, 'assembly-Stage'))
  writeStacks(join(folder, 'assembly-Stage'), stage)
  return folder
}

const writeStacks = (folder: string, stacks: Stacks, others: object = {}) => {
  const json = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content))
  const artifacts = Object.entries(stacks).flatMap(([id, it]) => {
    const { region = 'unknown-region', account = 'unknown-account', resources } = it
    const files = { [id]: { source: { path: `asset.${id}` }, destinations: { here: { objectKey: id } } } }
    json(`${id}.json`, { Resources: resources ?? { [id]: { Type: 'AWS::SQS::Queue' } } })
    json(`${id}.assets.json`, { files })
    const properties = { stackName: `my-${id}`, templateFile: `${id}.json` }
    return [
      [id, { type: 'aws:cloudformation:stack', environment: `aws://${account}/${region}`, properties }],
      [`${id}.assets`, { type: 'cdk:asset-manifest', properties: { file: `${id}.assets.json` } }],
    ] as const
  })
  json('manifest.json', { artifacts: { ...Object.fromEntries(artifacts), ...others } })
}

const namesOf = (...all: Parameters<typeof readAssembly>) =>
  readAssembly(...all).stacks.map(({ name, prefix }) => [name, prefix])

test('the only stack’s things have no prefix, those of several have their stack’s name', () => {
  expect(namesOf(anAssembly({ shop: {} }))).toEqual([['my-shop', '']])
  expect(namesOf(anAssembly({ shop: {}, office: {} }))).toEqual([
    ['my-shop', 'my-shop.'],
    ['my-office', 'my-office.'],
  ])
})

test('the stacks of a stage are read, and their assets from its folder', () => {
  const folder = anAssembly({ shop: {} }, { office: {} })
  const { stacks, asset } = readAssembly(folder)
  expect(stacks.map(({ template }) => Object.keys(template.Resources))).toEqual([['shop'], ['office']])
  expect(asset('shop')?.path).toBe(join(folder, 'asset.shop'))
  expect(asset('office')?.path).toBe(join(folder, 'assembly-Stage', 'asset.office'))
})

test('stacks can be chosen', () => {
  const folder = anAssembly({ shop: {}, office: {} })
  expect(namesOf(folder, ['my-office'])).toEqual([['my-office', '']])
  expect(() => readAssembly(folder, ['office'])).toThrow(
    'holds no stack office; it holds my-shop, my-office.',
  )
})

test('stacks of one region are run, also beside such as are in none', () => {
  expect(readAssembly(anAssembly({ shop: {}, office: { region: 'eu-west-1' } })).region).toBe('eu-west-1')
  const far = anAssembly({ shop: { region: 'us-east-1' }, office: { region: 'eu-west-1' } })
  expect(() => readAssembly(far)).toThrow(
    'The stacks are in several regions (my-shop in us-east-1; my-office in eu-west-1) and one is run: choose by `stacks`.',
  )
  expect(readAssembly(far, ['my-office']).region).toBe('eu-west-1')
})

test('an account that stacks were synthesised for is the local one everywhere, and other numbers stay', () => {
  const mine = 'arn:aws:sqs:eu-west-1:111122223333:work'
  const other = 'arn:aws:sqs:eu-west-1:999999999999:work'
  const resources = {
    Own111122223333: { Properties: { arns: [mine, other], id: '1111222233334' } },
  }
  const env = { account: '111122223333', region: 'eu-west-1' }
  const [shop] = readAssembly(anAssembly({ shop: { ...env, resources }, office: {} })).stacks
  expect(shop?.template.Resources).toEqual({
    Own000000000000: {
      Properties: { arns: [mine.replace(env.account, '000000000000'), other], id: '1111222233334' },
    },
  })
})

test('a folder without an assembly or without a stack is one line', () => {
  expect(() => readAssembly(temporaryFolder('nothing'))).toThrow(
    'holds no manifest.json; run `cdk synth` first.',
  )
  expect(() => readAssembly(anAssembly({}))).toThrow('holds no stack.')
})
