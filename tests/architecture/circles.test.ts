import { type Case, testRule } from './complaints.ts'
import { noCircles } from './rules/circles.ts'

const a = 'packages/local-cloud/a.ts'
const b = 'packages/local-cloud/b.ts'
const circle = [`${a} → ${b} → ${a}`]
const between = (there: string, back: string): Case => [{ [a]: there, [b]: back }, circle]

testRule(noCircles, [
  between("import type { B } from './b.ts'", "import type { A } from './a.ts'"),
  between("import type { B } from './b.js'", "import type { A } from './a.js'"),
  between("import type { B } from /* types */ './b.ts'", "import type { A } from /* types */ './a.ts'"),
  between("export type A = import('./b.ts').B", "import type { A } from './a.ts'"),
  between("export * from './b.ts'", "export * from './a.ts'"),
  between("import type { B } from '#local-cloud/b'", "import type { A } from './a.ts'"),
  between("import type { B } from 'local-cloud/b.ts'", "import type { A } from './a.ts'"),
  [{ [a]: "import type { B } from './b.ts'", [b]: "import type { C } from './c.ts'" }, []],
])
