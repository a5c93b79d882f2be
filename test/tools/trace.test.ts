import { describe, expect, test } from 'vitest'
import { kindOf, readNumbers } from '../../scripts/trace/catalogue.ts'
import { type Claims, readClaims } from '../../scripts/trace/claims.ts'
import { readTests } from '../../scripts/trace/titles.ts'

const KNOWN = new Set(['R1', 'R2', 'R3', 'R4', 'C7', 'I1', 'AMB-2', 'DIFF-3', 'P-4'])

const claimsOf = (source: string): Claims => readClaims(readTests(source), KNOWN)
const provedBy = (source: string): string[] => claimsOf(source).proofs.map(({ number }) => number)

describe('make trace', () => {
  test.for<[string, string, string[]]>([
    ['a test that expects', "test('R1: opens', () => { expect(open()).toBe(true) })", ['R1']],
    ['three numbers of any kind', "it('R1, I1, P-4: opens', () => { expect(open()).toBe(true) })", ['R1', 'I1', 'P-4']],
    ['decisions', "test('AMB-2, DIFF-3', () => expect(a()).toBe(1))", ['AMB-2', 'DIFF-3']],
    [
      'a title with options before its body',
      "test('C7: x', { timeout: 9 }, async () => { await expect(a()).rejects.toThrow() })",
      ['C7'],
    ],
    [
      'a table, once for its rows',
      "test.for<[A, B<C>]>([['x', 1]])('R2: denies with %s', ([x]) => { expect(f(x)).toBe(1) })",
      ['R2'],
    ],
    [
      'the rows of a table that are titles',
      "test.for([['C7: lets in', 1], ['I1: not out', 2]])('%s', ([, x]) => { expect(f(x)).toBe(1) })",
      ['C7', 'I1'],
    ],
    ['a property', "test('R3: holds', () => { fc.assert(fc.property(fc.nat(), (n) => n >= 0)) })", ['R3']],
    [
      'a rig test, whose title comes second',
      "rigTest('two-sites', 'R4: taps', async ({ rig }) => { await expect(rig.out()).toPulse() })",
      ['R4'],
    ],
    ['a template as title', `test(\`R1: with \${name}\`, () => { expect(f()).toBe(1) })`, ['R1']],
    [
      'a helper of the file that expects',
      "function check() { expect(a()).toBe(1) }\ntest('R1: x', () => { check() })",
      ['R1'],
    ],
    [
      'a helper that is a constant',
      "const check = (x: X): void => {\n expect(x).toBe(1)\n}\ntest('R1: x', () => check(a))",
      ['R1'],
    ],
    ['a helper named for what it does', "test('R1: x', () => { expectPulse(rig) })", ['R1']],
    ['a test where its parts are', "test.skipIf(!docker)('R1: x', () => { expect(a()).toBe(1) })", ['R1']],
  ])('believes %s', ([, source, expected]) => {
    expect(provedBy(source)).toEqual(expected)
    expect(claimsOf(source).faults).toEqual([])
  })

  test.for<[string, string, string]>([
    ['a skipped test', "test.skip('R1: x', () => { expect(a()).toBe(1) })", 'is skipped'],
    ['a test to be written', "test.todo('R1: x')", 'is skipped'],
    ['a test that must fail', "test.fails('R1: x', () => { expect(a()).toBe(1) })", 'is skipped'],
    ['a test skipped by option', "test('R1: x', { skip: true }, () => { expect(a()).toBe(1) })", 'is skipped'],
    [
      'a test in a skipped group',
      "describe.skip('all', () => { test('R1: x', () => { expect(a()).toBe(1) }) })",
      'is skipped',
    ],
    ['a test that asserts nothing', "test('R1: x', () => { open() })", 'asserts nothing'],
    ['an assertion in a comment', "test('R1: x', () => { /* expect(a).toBe(1) */ open() })", 'asserts nothing'],
    ['an assertion in a string', "test('R1: x', () => { log('expect(a).toBe(1)') })", 'asserts nothing'],
    ['an expectation of nothing', "test('R1: x', () => { expect(a()) })", 'asserts nothing'],
    ['an expectation of a literal', "test('R1: x', () => { expect(true).toBe(true) })", 'asserts nothing'],
    [
      'a neighbour that asserts',
      "test('R1: x', () => { a() })\ntest('y', () => { expect(b()).toBe(1) })",
      'asserts nothing',
    ],
    ['a helper that asserts nothing', "function check() { a() }\ntest('R1: x', () => { check() })", 'asserts nothing'],
  ])('does not believe %s', ([, source, why]) => {
    expect(provedBy(source)).toEqual([])
    expect(claimsOf(source).empty).toMatchObject([{ number: 'R1', why }])
  })

  test.for<[string, string, RegExp]>([
    ['four numbers', 'R1, R2, R3, R4: all of it', /names 4 numbers, 3 is the most/],
    ['a range', 'R1–R3: all of it', /names a range/],
    ['a number that no page lists', 'R999: what?', /names R999, which no page lists/],
  ])('refuses a title with %s', ([, title, sentence]) => {
    const { faults } = claimsOf(`\ntest('${title}', () => { expect(a()).toBe(1) })`)
    expect(faults).toMatchObject([{ line: 2, sentence: expect.stringMatching(sentence) }])
  })

  test.for([
    ["test.for([['R1', 1]])('knows %s', ([x]) => { expect(f(x)).toBe(1) })", 'a row that does not begin the title'],
    ["/^R1/.test('R1: x')", 'a method of that name'],
    ['function test(name) { return name }', 'a function of that name'],
    ['const text = "test(\'R1: x\', () => { expect(a()).toBe(1) })"', 'a test in a string'],
    ["test('opens R1x and §3.1', () => { expect(a()).toBe(1) })", 'a number that is part of a word'],
  ])('sees no claim in %s (%s)', ([source]) => {
    expect(claimsOf(source ?? '')).toEqual({ proofs: [], empty: [], faults: [] })
  })

  test('reads the numbers from the first cells of tables', () => {
    const page = '| # | R5 |\n|---|---|\n| R1 | see R2 |\n| C46a | w |\n| AMB-2 | x |\n| P-10 | y |\n| R1–R3 | z |\nR4'
    expect(readNumbers(page)).toEqual(['R1', 'C46a', 'AMB-2', 'P-10'])
    expect(readNumbers(page).map(kindOf)).toEqual(['R', 'C', 'AMB', 'P'])
  })
})
