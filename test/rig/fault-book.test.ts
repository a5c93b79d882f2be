import { expect, test } from 'vitest'
import { FaultBook } from '../../rigs/fault-book.ts'

test('a restore that is refused leaves a Miniserver paused', () => {
  const book = new FaultBook()
  book.pause({ site: 'home' })
  expect(() => book.restore('home', 'monday')).toThrow('there is no back-up monday yet')
  expect(() => book.resume({ site: 'home' })).not.toThrow()
})

test('a restore starts a paused Miniserver anew: nothing is left to resume', () => {
  const book = new FaultBook()
  book.backUp('home', 'monday')
  book.pause({ site: 'home' })
  book.restore('home', 'Monday')
  expect(() => book.resume({ site: 'home' })).toThrow('cannot resume home, which is not paused')
})
