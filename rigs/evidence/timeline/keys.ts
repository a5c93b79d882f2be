import type { Mark, Scene } from './scenes.ts'

/** The same key for the same thing in picture, list and details. */
export function keyOfMark(mark: Mark): string {
  return `m-${mark.id}`
}

export function keyOfStep({ step }: Scene): string {
  return `s-${step.step}`
}
