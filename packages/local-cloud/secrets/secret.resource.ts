import { randomInt, randomUUID } from 'node:crypto'
import type { JsonStore } from '../host/state.ts'
import { arnOf, idOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import type { Resource, Resources } from '../types.ts'
import type { Secret } from './secrets.ts'

type Generate = {
  PasswordLength?: number
  ExcludeCharacters?: string
  ExcludePunctuation?: boolean
  ExcludeNumbers?: boolean
  ExcludeLowercase?: boolean
  ExcludeUppercase?: boolean
  IncludeSpace?: boolean
  SecretStringTemplate?: string
  GenerateStringKey?: string
}

export const secrets: Kinds = {
  'AWS::SecretsManager::Secret': {
    identify: (it) => {
      const arn = arnOf(it, 'secretsmanager', `secret:${nameOf(it, 'Name')}-${idOf(it, 6)}`)
      return { physicalId: arn, attributes: { Arn: arn, Id: arn, Name: nameOf(it, 'Name') } }
    },
    // CloudFormation generates a new value if and only if the template's generation settings change (CloudFormation
    // Template Reference, AWS::SecretsManager::Secret).
    deploy: async (resource, { state }) => {
      const { SecretString, GenerateSecretString } = resource.properties
      const template = JSON.stringify({ SecretString, GenerateSecretString })
      if (state.get<Kept>(keyOf(resource))?.template === template) return
      state.set(keyOf(resource), { template, versions: [newVersion(firstValueOf(resource))] } satisfies Kept)
    },
  },
}

/** Every secret of the template with its versions, kept in the state. */
export const secretValues = (resources: Resources, state: JsonStore): Secret[] =>
  resources.ofType('AWS::SecretsManager::Secret').map((resource) => ({
    arn: resource.physicalId,
    name: resource.attributes.Name!,
    versions: state.get<Kept>(keyOf(resource))?.versions ?? [],
    put: (version) => {
      const kept = state.get<Kept>(keyOf(resource))
      if (kept) state.set(keyOf(resource), { ...kept, versions: [version, ...kept.versions].slice(0, 2) })
    },
  }))

/** What is remembered of a secret: the template's settings when its value was generated, and its versions since. */
type Kept = { template: string; versions: Secret['versions'] }

const newVersion = (value: string) => ({ id: randomUUID(), value })

const keyOf = ({ logicalId }: Resource) => `secret/${logicalId}`

const firstValueOf = ({ properties }: Resource): string => {
  if (typeof properties.SecretString === 'string') return properties.SecretString
  const generate = properties.GenerateSecretString as Generate | undefined
  const value = generate ? generated(generate) : ''
  if (!generate?.GenerateStringKey) return value
  return JSON.stringify({
    ...JSON.parse(generate.SecretStringTemplate ?? '{}'),
    [generate.GenerateStringKey]: value,
  })
}

// Alphabets and the default length of 32: Secrets Manager API Reference, GetRandomPassword.
const generated = (it: Generate): string => {
  const alphabet = [
    !it.ExcludeLowercase && 'abcdefghijklmnopqrstuvwxyz',
    !it.ExcludeUppercase && 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    !it.ExcludeNumbers && '0123456789',
    !it.ExcludePunctuation && '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    it.IncludeSpace && ' ',
  ]
    .filter(Boolean)
    .join('')
  const allowed = [...alphabet].filter((letter) => !it.ExcludeCharacters?.includes(letter))
  return Array.from({ length: it.PasswordLength ?? 32 }, () => allowed[randomInt(allowed.length)]).join('')
}
