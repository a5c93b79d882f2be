import { expect, test } from 'vitest'
import { BrokerOutage } from '../../../../rigs/lanes/live/broker-outage.ts'
import type { Notice } from '../../../../sim/io/notice.ts'

const lost = (connection: string): Notice => ({ code: 'BROKER_LOST', message: `${connection}: gone`, connection })
const back = (connection: string): Notice => ({ code: 'BROKER_BACK', message: `${connection}: back`, connection })

const heard = (notices: readonly Notice[]): string[] => {
  const told: string[] = []
  const outage = new BrokerOutage(({ message }) => void told.push(message))
  for (const notice of notices) outage.hear(notice)
  return told
}

test('an outage is told of when the first connection loses the broker, and its end when the last has it back', () => {
  const outage = [lost('rig'), lost('keypad'), back('rig'), lost('rig'), back('keypad'), back('rig')]
  expect(heard([...outage, ...outage])).toEqual([
    'rig: gone',
    'rig: back, for all 2 connections',
    'rig: gone',
    'rig: back, for all 2 connections',
  ])
})

test('an outage of one connection is told of as that', () => {
  expect(heard([lost('keypad'), back('keypad')])).toEqual(['keypad: gone', 'keypad: back'])
})

test('every other notice is told of as often as it comes', () => {
  const notice: Notice = { code: 'MESSAGES_DROPPED', message: 'the oldest are dropped' }
  expect(heard([notice, lost('rig'), notice])).toEqual([
    'the oldest are dropped',
    'rig: gone',
    'the oldest are dropped',
  ])
})

test('a connection counts as lost until it is back', () => {
  const outage = new BrokerOutage(() => {})
  outage.hear(lost('home/front-door'))
  expect([outage.isLost('home/front-door'), outage.isLost('rig')]).toEqual([true, false])
  outage.hear(back('home/front-door'))
  expect(outage.isLost('home/front-door')).toBe(false)
})
