import { inFile, testRule } from './complaints.ts'
import { importsCanBeRead } from './rules/readable.ts'

const file = inFile('functions/issue/x.ts')

testRule(importsCanBeRead, [
  file("const p = '../sending/settings.ts'\nexport const x = () => import(p)", ':2 computed import'),
  file("export const x = (p: string) => import('../' + p)", ':1 computed import'),
  file("export const x = require('node:' + 'fs')", ':1 computed import'),
  file("import { x } from '/etc/x.ts'", ':1 computed import'),
  file('/// <reference path="../sending/settings.ts" />', ':1 reference by a comment'),
  file('export const x = (', ' cannot be parsed: Expected `)` but found `EOF`'),
  file("import { x } from './x.ts' // import(p)"),
])
