import { expect, test } from 'vitest'
import { passwordScore } from '../../../sim/domain/program/password-score.ts'

test.for([
  ['', 0],
  ['Aa1!xyz', 0],
  ['admin', 0],
  ['Password', 0],
  ['aaaaaaaaaaaaaaaa', 0],
  ['correcthorse', 1],
  ['sesame-open', 1],
  ['sesame-opens', 2],
  ['Sesame-1', 2],
  ['Sesame-open-1', 3],
  ['Öffne-Dich-1', 3],
] as const)('rates %j as %d of 3', ([password, score]) => {
  expect(passwordScore(password)).toBe(score)
})
