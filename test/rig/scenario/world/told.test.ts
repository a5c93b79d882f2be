import { expect, test } from 'vitest'
import { readSteps } from '../a-scenario.ts'

test.for([
  ['{ cut: office, from: home }', 'cut office from home'],
  ['{ cut: office, to: home }', 'cut what office sends to home'],
  ['{ cut: office }', 'cut office from everybody'],
  ['{ cut: home/front-door }', 'cut the line of home/front-door'],
  ['{ heal: everything }', 'heal everything'],
  ['{ delay: office, to: home, by: 3s }', 'delay everything on the way from office to home by 3s'],
  ['{ drop: office, from: home, next: 2 }', 'drop the next 2 between office and home'],
  ['{ drop: home/front-door, chance: 30% }', 'drop 30% on the line of home/front-door'],
  ['{ repeat: office, next: 1 }', 'repeat the next 1 between office and everybody'],
  ['{ reorder: office, to: home, next: 2 }', 'reorder the next 2 on the way from office to home'],
  ['{ skew: home, by: -30s }', 'skew the clock of home by -30s in 1d'],
  ['{ skew: home, by: 0s }', 'end the skew of the clock of home'],
  ['{ pause: home/gate }', 'pause home/gate'],
  ['{ power: off, of: home }', 'power off home'],
  ['{ crash: home }', 'crash home'],
  ['{ back-up: home, name: monday }', 'back up home as monday'],
] as const)('%s is told as "%s"', ([step, text]) => {
  const { scenarios, faults } = readSteps([step])
  expect([faults, scenarios[0]?.steps[0]?.text]).toEqual([[], text])
})
