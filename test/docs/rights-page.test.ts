import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GUARDED_OPERATIONS } from '../../sim/domain/miniserver/guarded-operations.ts'
import { SYSTEM_RIGHTS } from '../../sim/domain/program/names.ts'

const page = readFileSync(new URL('../../docs/reference/rights.md', import.meta.url), 'utf8')

/** The rows under each right, as `edit add-rule`. */
function rowsOf(right: string): string[] {
  const section = page.split(/^## /m).find((text) => text.includes(`\n\n\`${right}\`, R`)) ?? ''
  return [...section.matchAll(/^\| (command|edit|path) \| `([^`]+)` \| [^|]+ \|$/gm)].map(
    ([, by, name]) => `${by} ${name}`,
  )
}

describe('docs/reference/rights.md', () => {
  test.for(SYSTEM_RIGHTS)('lists what %s guards, and nothing else', (right) => {
    const guarded = GUARDED_OPERATIONS[right].map(({ by, operation }) => `${by} ${operation}`)
    expect(rowsOf(right).sort()).toEqual(guarded.sort())
  })

  test('has a section for each right, and no others', () => {
    expect(page.match(/^## /gm)).toHaveLength(SYSTEM_RIGHTS.length)
  })
})
