import type { AppLine } from '../../app/line.ts'

/** What of an answer lets somebody in later, by its field (docs/miniserver-protocol.md §1.4, §4.4). */
const LETS_IN = ['token', 'ticket'] as const

/** The line of an App, of which each token and each ticket that it is given is told. */
export function watchedApp(line: AppLine, given: (what: string, text: string) => void): AppLine {
  return {
    states: line.states,
    get ended() {
      return line.ended
    },
    close: () => line.close(),
    async ask(path) {
      const answer = await line.ask(path)
      const value: Readonly<Record<string, unknown>> = Object(answer.value)
      for (const field of LETS_IN) {
        const text = value[field]
        if (typeof text === 'string') given(field, text)
      }
      return answer
    },
  }
}
