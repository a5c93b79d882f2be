import { describe, expect, test } from 'vitest'
import { AnswerBook, type Draft } from '../../../../sim/domain/access/audit/answer-book.ts'

const draft = (book: AnswerBook, change: Partial<Draft> = {}): number =>
  book.placeOf({ minutes: 5, runs: Int32Array.of(0, 1, 5, 0), denies: [], idle: [], ...change })

describe('a book of answers', () => {
  test('holds a permission once for its path and schedule', () => {
    const book = new AnswerBook()
    const line = book.lineOf('UG:Staff', 'Office Hours')
    expect(line.via).toEqual({ path: 'UG:Staff', schedule: 'Office Hours' })
    expect(book.lineOf('UG:Staff', 'Office Hours')).toBe(line)
    expect(book.lineOf('UG:Staff', undefined).via).toStrictEqual({ path: 'UG:Staff' })
    const numbers = [line, book.lineOf('UG:Staff', undefined), book.lineOf('U:Anna', 'Office Hours')]
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(3)
  })

  test('holds a mark once for its reason, of ALLOWED for its permission', () => {
    const book = new AnswerBook()
    const [staff, anna] = [book.lineOf('UG:Staff', 'Office Hours'), book.lineOf('U:Anna', undefined)]
    const asked = [
      ...[book.markOf('DENIED'), book.markOf('ALLOWED', staff), book.markOf('ALLOWED', anna)],
      ...[book.markOf('DENIED'), book.markOf('ALLOWED', staff), book.markOf('EXPIRED')],
    ]
    expect(asked).toEqual([0, 1, 2, 0, 1, 3])
    expect(book.marks).toEqual([
      { reason: 'DENIED' },
      { reason: 'ALLOWED', via: staff.via },
      { reason: 'ALLOWED', via: anna.via },
      { reason: 'EXPIRED' },
    ])
  })

  test('holds an answer once, whoever asks for it', () => {
    const book = new AnswerBook()
    expect([draft(book), draft(book)]).toEqual([0, 0])
    expect(book.answers).toEqual([{ minutes: 5, runs: Int32Array.of(0, 1, 5, 0), denies: [], idle: [] }])
  })

  test('tells answers apart by every minute, by their marks, and by what refuses and what is idle', () => {
    const book = new AnswerBook()
    const [one, other] = [book.lineOf('UG:Staff', undefined), book.lineOf('UG:Visitors', undefined)]
    const places = [
      draft(book),
      draft(book, { runs: Int32Array.of(0, 1, 6, 0) }),
      draft(book, { runs: Int32Array.of(0, 1, 5, 2) }),
      draft(book, { runs: Int32Array.of(0, 1) }),
      draft(book, { denies: [one] }),
      draft(book, { denies: [one, other] }),
      draft(book, { idle: [{ line: one, because: 'SHADOWED' }] }),
      draft(book, { idle: [{ line: one, because: 'OVERRIDDEN' }] }),
      draft(book, { idle: [{ line: other, because: 'SHADOWED' }] }),
    ]
    expect(places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(draft(book, { denies: [one, other] })).toBe(5)
    expect(book.answers[5]?.denies).toEqual([{ path: 'UG:Staff' }, { path: 'UG:Visitors' }])
    expect(book.answers[7]?.idle).toEqual([{ via: { path: 'UG:Staff' }, because: 'OVERRIDDEN' }])
  })

  test('tells runs apart whose sums happen to be the same', () => {
    const book = new AnswerBook()
    const [one, other] = collision()
    expect([draft(book, { runs: one }), draft(book, { runs: other }), draft(book, { runs: one })]).toEqual([0, 1, 0])
    expect(draft(book, { runs: other })).toBe(1)
  })
})

/** Two runs that FNV-1a by words takes for the same: the second word makes good what the first does. */
function collision(): [Int32Array, Int32Array] {
  const afterFirst = (word: number): number => Math.imul(0x811c9dc5 ^ word, 0x01000193)
  return [Int32Array.of(0, 7, 9, 3), Int32Array.of(1, 7 ^ afterFirst(0) ^ afterFirst(1), 9, 3)]
}
