import type { Estate } from '../estate.ts'
import type { Attachments } from './attachments.ts'

/** Lets attached readers show the feedback that their keypads are told to show. The returned function ends that. */
export function showFeedback(estate: Pick<Estate, 'observe'>, attachments: Attachments): () => void {
  return estate.observe((message) => {
    if (message.channel !== 'command' || message.name !== 'feedback') return
    attachments.readerOf(message)?.show?.(message.data.signal)
  })
}
