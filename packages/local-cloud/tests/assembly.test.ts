import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAssembly } from '../template/template.ts'
import { temporaryFolder } from './temporary.ts'

type Stacks = Record<string, { region?: string }>

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
  const artifacts = Object.entries(stacks).flatMap(([id, { region = 'unknown-region' }]) => {
    const files = { [id]: { source: { path: `asset.${id}` }, destinations: { here: { objectKey: id } } } }
    json(`${id}.json`, { Resources: { [id]: { Type: 'AWS::SQS::Queue' } } })
    json(`${id}.assets.json`, { files })
    const properties = { stackName: `my-${id}`, templateFile: `${id}.json` }
    return [
      [id, { type: 'aws:cloudformation:stack', environment: `aws://unknown-account/${region}`, properties }],
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

test('a folder without an assembly or without a stack is one line', () => {
  expect(() => readAssembly(temporaryFolder('nothing'))).toThrow(
    'holds no manifest.json; run `cdk synth` first.',
  )
  expect(() => readAssembly(anAssembly({}))).toThrow('holds no stack.')
})
