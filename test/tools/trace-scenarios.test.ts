import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesUnder, ROOT } from '../../scripts/source/files.ts'
import { readNumbers } from '../../scripts/trace/catalogue.ts'
import { lineOf, type Proof, provedBy } from '../../scripts/trace/proofs.ts'
import {
  absentInSuite,
  type CatalogueRow,
  faultsOfScenarios,
  readRows,
  readStated,
  type StatedScenario,
  scenarioFiles,
} from '../../scripts/trace/scenarios.ts'

const KNOWN = new Set(['R1', 'R2', 'R3', 'C7', 'C46a', 'P-4'])
const C7 = 'test/scenarios/catalogue/c07-x.yaml'
const ROW: CatalogueRow = { number: 'C7', isOpen: true, decisions: ['P-4'] }
const SOUND: StatedScenario = { path: C7, proves: ['C7'], restsOn: ['P-4'] }
const A_TEST: Proof = { number: 'C7', place: 'test/x.test.ts:3', isConditional: false }

const faultsWith = (change: Partial<StatedScenario>, row: Partial<CatalogueRow> = {}): string[] =>
  faultsOfScenarios([{ ...SOUND, ...change }], [{ ...ROW, ...row }], KNOWN).map(({ sentence }) => sentence)

describe('make trace, of scenarios', () => {
  test('believes a scenario that can run', () => {
    expect(provedBy('C7', [], [SOUND])).toMatchObject({ proofs: [{ place: C7 }], open: [] })
    expect(provedBy('R1', [], [{ ...SOUND, proves: ['R1'] }]).proofs).toHaveLength(1)
  })

  test('does not believe one that is open, in quarantine or not run, and says why', () => {
    const open = readStated(C7, 'proves: [C7]\nopen: "Trust: not built"\n')
    const aside = readStated(C7, 'proves: [C7]\nquarantine: { reason: x, until: 2026-12-31 }\n')
    const apart = readStated(
      C7,
      'proves: [C7]\n',
      absentInSuite([{ needs: ['faults', 'pcsc-reader'], lanes: ['live'] }]),
    )
    expect(apart.open).toBe('no suite runs it: it needs pcsc-reader, the live lane')
    expect(readStated(C7, 'proves: [C7]\n', absentInSuite([{ needs: ['faults'] }])).open).toBeUndefined()
    expect(provedBy('C7', [], [open])).toEqual({ proofs: [], partly: [], open: [`Trust: not built (${C7})`] })
    expect(provedBy('C7', [], [aside])).toMatchObject({ proofs: [], open: [`it is in quarantine (${C7})`] })
  })

  test('takes no test for the proof of a corner case, but shows it', () => {
    const proved = provedBy('C7', [A_TEST], [{ ...SOUND, open: 'not built' }])
    expect(proved).toMatchObject({ proofs: [], partly: [A_TEST] })
    expect(lineOf({ number: 'C7', ...proved })).toBe(
      `C7       open: not built (${C7})\n           in part: test/x.test.ts:3`,
    )
    expect(provedBy('R1', [{ ...A_TEST, number: 'R1' }], []).proofs).toHaveLength(1)
  })

  test.for<[string, string[], string[]]>([
    ['nothing wrong', faultsWith({}), []],
    ['four numbers', faultsWith({ proves: ['C7', 'R1', 'R2', 'R3'] }), ['proves 4 numbers, 3 is the most']],
    ['an unknown number', faultsWith({ proves: ['C7', 'R999'] }), ['names R999, which no page lists']],
    ['an unknown decision', faultsWith({ restsOn: ['P-4', 'P-999'] }), ['names P-999, which no page lists']],
    ['no file', faultsWith({ path: 'test/scenarios/other.yaml' }), ['has no file for C7']],
    ['a file that claims another number', faultsWith({ proves: ['R1'] }), ['does not claim C7, which its name says']],
    ['a decision that the file leaves out', faultsWith({ restsOn: [] }), ['C7 rests on P-4 too; name it in rests-on']],
    [
      'an OPEN row without a decision',
      faultsWith({}, { decisions: [] }),
      ['C7 is OPEN, and its row names no decision'],
    ],
  ])('finds %s', ([, found, expected]) => {
    expect(found).toEqual(expected)
  })

  test('finds a number with two files', () => {
    const twin = { ...SOUND, path: 'test/scenarios/catalogue/c07-y.yaml' }
    expect(faultsOfScenarios([SOUND, twin], [ROW], KNOWN)).toMatchObject([
      { sentence: 'C7 has 2 files, one is the rule' },
    ])
  })

  test('reads rows, letters included, whether they are OPEN, and on what they rest', () => {
    const page = '| C7 | a | E b |\n| C46a | c | **OPEN** (P-4), [P] (AMB-2) |\n| I1 | d |\n'
    expect(readRows(page)).toEqual([
      { number: 'C7', isOpen: false, decisions: [] },
      { number: 'C46a', isOpen: true, decisions: ['P-4', 'AMB-2'] },
    ])
  })

  test('finds nothing wrong with the catalogue as it is', () => {
    const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
    const pages = ['docs/requirements.md', 'docs/scenarios.md', ...filesUnder('docs/decisions', '.md')]
    const known = new Set(pages.flatMap((page) => readNumbers(read(page))))
    const rows = readRows(read('docs/scenarios.md'))
    expect(rows).toHaveLength(93)
    const scenarios = scenarioFiles().map((path) => readStated(path, read(path)))
    expect(faultsOfScenarios(scenarios, rows, known)).toEqual([])
  })
})
