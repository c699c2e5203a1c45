import { useState } from 'react'
import type { Problem } from '../api.ts'
import { post } from '../api.ts'
import { goTo } from '../location.ts'
import { Fold, Refused } from '../parts/act-form.tsx'
import { Section } from '../parts/section.tsx'

/** A package that was handed in on paper or a stick: its signature speaks for it, as by post. */
export function TakeIn({ onTaken }: { readonly onTaken: () => void }) {
  const [isSupplement, setIsSupplement] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setIsSending] = useState(false)
  const send = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const whole = form.get('package')
    if (!(whole instanceof File) || whole.size === 0) {
      setProblem(missing('Choose the signed application.json that was handed in.'))
      return
    }
    setIsSending(true)
    const files = await Promise.all(
      form
        .getAll('files')
        .filter((file): file is File => file instanceof File && file.size > 0)
        .map(async (file) => ({ id: `attachment ${stem(file.name)}`, base64: await base64Of(file) })),
    )
    const answer = await post<{ id: string }>('/v1/licensing/applications', {
      text: await whole.text(),
      files,
      isSupplement,
    })
    setIsSending(false)
    if (answer.ok) goTo(`/licensing/${encodeURIComponent(answer.value.id)}`)
    else {
      setProblem(answer.problem)
      // What was refused is listed as evidence.
      onTaken()
    }
  }
  return (
    <Section id="take-in" title="Handed in">
      <Fold label="Take in a package that was handed in">
        <form className="act-form" onSubmit={send}>
          <div className="field">
            <label htmlFor="take-in-package">Signed package</label>
            <p className="hint" id="take-in-hint">
              The file application.json, as it was signed. One changed byte and it is refused.
            </p>
            <input
              id="take-in-package"
              type="file"
              name="package"
              accept=".json,application/json"
              aria-describedby="take-in-hint"
            />
          </div>
          <div className="field">
            <label htmlFor="take-in-files">Files that go along with it</label>
            <p className="hint" id="take-in-files-hint">
              Each under the name the package gives it: `brochure.pdf` for attachment brochure.
            </p>
            <input id="take-in-files" type="file" name="files" multiple aria-describedby="take-in-files-hint" />
          </div>
          <label className="radio">
            <input type="checkbox" checked={isSupplement} onChange={(event) => setIsSupplement(event.target.checked)} />
            <span>It supplements an application that is here already</span>
          </label>
          {problem === null ? null : <Refused problem={problem} />}
          <button type="submit" className="primary" aria-disabled={isSending}>
            Take in package
          </button>
        </form>
      </Fold>
    </Section>
  )
}

function missing(detail: string): Problem {
  return { kind: 'form', title: 'There is something to correct', detail, faults: [], blocks: [] }
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, '')
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
