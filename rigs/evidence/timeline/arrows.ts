import { type Html, html } from '../page/html.ts'
import { keyOfMark } from './keys.ts'
import type { Layout, PlacedMark } from './layout.ts'

/** From each cause to what it caused. */
export function drawArrows({ marks }: Layout): readonly Html[] {
  const placed = new Map(marks.map((each) => [each.mark, each]))
  return marks.flatMap((to) => {
    const from = to.mark.cause === undefined ? undefined : placed.get(to.mark.cause)
    return from === undefined || isDrawnAsBar(to) ? [] : [drawArrow(from, to)]
  })
}

/** The end of a pulse belongs to its bar. */
function isDrawnAsBar({ mark }: PlacedMark): boolean {
  return mark.face.glyph === 'off'
}

/** How far an arrow stays away from what it joins. */
const CLEARANCE = 11

function drawArrow(from: PlacedMark, to: PlacedMark): Html {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / length, dy / length]
  const near = Math.min(CLEARANCE, length / 3)
  const [x1, y1, x2, y2] = [from.x + ux * near, from.y + uy * near, to.x - ux * near, to.y - uy * near]
  const bend = dy === 0 ? 0 : Math.min(Math.abs(dx) / 2, 16)
  const path = `M${round(x1)} ${round(y1)} C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`
  return html`<path class="arrow" data-from="${keyOfMark(from.mark)}" data-to="${keyOfMark(to.mark)}" d="${path}" marker-end="url(#tip)"/>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
