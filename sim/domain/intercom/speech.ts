import type { Effect } from '../miniserver/effect.ts'
import type { IntercomControl } from '../program/program.ts'
import { bellOf, type IntercomStep, shown } from './bell.ts'
import { bellRecord } from './records.ts'

/** Answers of an Intercom, and characters of one [P] (P-261). */
const ANSWERS_MAX = 16
const ANSWER_LENGTH_MAX = 250

/** An Intercom says something at its door: input TTS of its block, or one of its answers. */
export function speak({ device }: IntercomControl, text: string, causedBy?: string): Effect {
  return { type: 'command', device, command: { type: 'speak', text }, ...(causedBy !== undefined && { causedBy }) }
}

/** `undefined` where there is no answer of that number. */
export function speakAnswer(step: IntercomStep, block: IntercomControl, number: number): Effect | undefined {
  const text = bellOf(step, block).answers[number]
  return text === undefined ? undefined : speak(block, text)
}

/** Command `setAnswers`: all of them anew, durable before `then`. `undefined` for what are no answers. */
export function setAnswers(
  step: IntercomStep,
  block: IntercomControl,
  answers: unknown,
  then: readonly Effect[],
): Effect[] | undefined {
  if (!areAnswers(answers)) return undefined
  const bell = bellOf(step, block)
  bell.answers = answers
  return [{ type: 'commit', records: [bellRecord(block.uuid, bell)], then: [...then, ...shown(step, block)] }]
}

function areAnswers(value: unknown): value is readonly string[] {
  const isAnswer = (each: unknown): boolean =>
    typeof each === 'string' && each.trim() !== '' && each.length <= ANSWER_LENGTH_MAX
  return Array.isArray(value) && value.length <= ANSWERS_MAX && value.every(isAnswer)
}
