import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ACCEPTANCE_UNUSED } from '../../rigs/rig-file/lints/accept.ts'
import { LINTS } from '../../rigs/rig-file/lints/table.ts'
import { RigFile } from '../../rigs/rig-file/schema/rig.ts'

const page = readFileSync(new URL('../../docs/reference/lints.md', import.meta.url), 'utf8')

test('docs/reference/lints.md has a row for each lint, in the words of the code, and no others', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+) \| (.+) \| (.+) \|$/gm)].map(([, ...cells]) => cells)
  const all = [...LINTS, ACCEPTANCE_UNUSED]
  expect(rows).toEqual(all.map(({ code, finds, mend, source }) => [code, finds, mend, source]))
})

test('what it shows of a rig file can be written so', () => {
  const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(page) ?? []
  expect(RigFile.shape.lints.safeParse(parse(example).lints).success).toBe(true)
})
