import { expect, test } from 'vitest'
import { edgesOf } from '../../../../sim/domain/access/audit/edges.ts'

test.for<[string, [number, number][], number[]]>([
  ['none are none', [], []],
  [
    'empty ones, and those that end before they begin, are left out',
    [
      [5, 5],
      [9, 7],
    ],
    [],
  ],
  [
    'they come in order, whatever order they are given in',
    [
      [30, 40],
      [10, 20],
    ],
    [10, 20, 30, 40],
  ],
  [
    'those that touch are one',
    [
      [10, 20],
      [20, 30],
    ],
    [10, 30],
  ],
  [
    'a minute apart they are two',
    [
      [10, 20],
      [21, 30],
    ],
    [10, 20, 21, 30],
  ],
  [
    'those that overlap are one',
    [
      [10, 25],
      [20, 30],
    ],
    [10, 30],
  ],
  [
    'one within another changes nothing',
    [
      [10, 40],
      [20, 30],
    ],
    [10, 40],
  ],
  [
    'nor one within a later one',
    [
      [1, 2],
      [10, 40],
      [20, 30],
    ],
    [1, 2, 10, 40],
  ],
  [
    'and one after it begins anew',
    [
      [10, 40],
      [20, 30],
      [41, 50],
    ],
    [10, 40, 41, 50],
  ],
  [
    'an empty one fills no gap',
    [
      [10, 20],
      [20, 20],
      [25, 25],
      [30, 40],
    ],
    [10, 20, 30, 40],
  ],
])('stretches: %s', ([, stretches, edges]) => {
  expect([...edgesOf(stretches)]).toEqual(edges)
})
