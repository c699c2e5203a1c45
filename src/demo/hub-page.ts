import { CAST, PASSWORD } from './cast.ts'
import type { Progress, StepState } from './progress.ts'
import type { Step } from './step.ts'
import type { World } from './world.ts'

const WORDS: Readonly<Record<StepState['kind'], string>> = {
  open: '○ not played yet',
  held: '● done',
  failed: '✕ did not hold',
}

/** The whole page. `trouble`: what just went wrong, for the person at the browser. */
export function hubPage(world: World, progress: Progress, trouble: string | null): string {
  const next = progress.next()
  const held = progress.steps.filter((step) => progress.stateOf(step).kind === 'held').length
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Unblind: one thread through the whole mission</title><link rel="stylesheet" href="/hub.css"></head>
<body><a class="skip" href="#story">Skip to the story</a>
<header><h1>One thread through the whole mission</h1>
<p>A tip, a hold, an application, a decision, a notice between states, a line in tomorrow’s brief. Seven nodes run on
this machine, each with a database of its own, and talk to each other as they would across the world.
<strong>Every person, firm, ministry and state here is invented; the law is real, and so are the lists, but for those of
the last morning, which name nobody who exists.</strong></p>
<p>Do each step yourself in the pages, or let it be played for you. Either way the hub looks up at the nodes whether it
holds. Every account has the password <code>${PASSWORD}</code>.</p>
<div class="now" role="status"><p>${held} of ${progress.steps.length} steps done. ${sentenceOfNext(next)}</p>
<p>The clock of the story: ${text(dayAndTime(world.clock.now()))}.</p>
${next === null ? '' : button('/play', { step: next.id }, `Play the next step: ${next.title}`, 'primary')}
${button('/look', { step: next?.id ?? '' }, 'Look how far the story is')}</div>
${trouble === null ? '' : `<p class="trouble" role="alert">${text(trouble)}</p>`}</header>
<main id="story">${progress.chapters
    .map(
      (chapter, i) =>
        `<section><h2>${i + 1}. ${text(chapter.title)}</h2><p class="told">${text(chapter.told)}</p><ol>${chapter.steps
          .map((step) => stepItem(progress, step, step === next))
          .join('')}</ol></section>`,
    )
    .join('')}</main>
<aside aria-labelledby="cast"><h2 id="cast">The cast</h2>${CAST.map(
    ({ key, name, told, people }) =>
      `<section class="node"><h3>${text(name)}</h3><p>${text(told)}</p><p><code>${text(world.node(key).address)}</code></p>
<div class="people">${people
        .map((person) =>
          button('/enter', { node: key, as: person.name }, `${person.name}, ${person.roles.join(' and ')}`),
        )
        .join('')}</div></section>`,
  ).join('')}</aside></body></html>
`
}

function sentenceOfNext(next: Step | null): string {
  return next === null ? 'The story is told.' : `Next: ${text(next.title)}.`
}

function stepItem(progress: Progress, step: Step, isNext: boolean): string {
  const state = progress.stateOf(step)
  const doors = step.doors
    .map((door, i) =>
      button(
        '/enter',
        { node: door.node, as: door.as, step: step.id, door: String(i) },
        `${door.label} as ${door.as}`,
        'door',
      ),
    )
    .join('')
  const play =
    state.kind === 'held'
      ? ''
      : button('/play', { step: step.id }, isNext ? 'Play this step for me' : 'Play up to here for me')
  return `<li id="${text(step.id)}" class="step ${state.kind}${isNext ? ' next' : ''}"${isNext ? ' aria-current="step"' : ''}>
<h3>${text(step.title)} <span class="state">${WORDS[state.kind]}</span></h3><p>${text(step.told)}</p>
${state.kind === 'failed' ? `<p class="trouble">${text(state.sentence)}</p>` : ''}
${state.kind === 'held' ? `<details><summary>${state.claims.length} facts looked up at the nodes</summary><ul>${state.claims.map((claim) => `<li>${text(claim)}</li>`).join('')}</ul></details>` : ''}
<div class="doors">${doors}${play}</div></li>`
}

function button(action: string, fields: Readonly<Record<string, string>>, label: string, kind = ''): string {
  const hidden = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`)
    .join('')
  return `<form method="post" action="${action}">${hidden}<button${kind === '' ? '' : ` class="${kind}"`}>${text(label)}</button></form>`
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})

function dayAndTime(at: Date): string {
  return TIME.format(at)
}

function text(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The look of the pages of the nodes, without their files: the hub needs none of them. */
export const HUB_STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #15171a); --sheet: light-dark(#fff, #1c1f23);
 --ink: light-dark(#1b1c1e, #e9e7e2); --soft: light-dark(#55575c, #a9acb2); --rule: light-dark(#dedad1, #33373d);
 --strong: light-dark(#8d8a83, #767b84); --action: light-dark(#1a4b7a, #8fc0f0); --fill: light-dark(#1a4b7a, #2a6199);
 --danger: light-dark(#9c1f28, #ff9c9a); --focus: light-dark(#0a58ca, #ffd166); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
 display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: 0 40px; max-width: 76rem; margin-inline: auto; padding: 24px; }
header { grid-column: 1 / -1; }
h1 { font: 600 28px/1.2 'Source Serif 4', Georgia, serif; margin: 0 0 12px; }
h2 { font: 600 20px/1.3 'Source Serif 4', Georgia, serif; margin: 28px 0 4px; }
h3 { font-size: 15px; margin: 0 0 4px; }
p { margin: 0 0 8px; max-width: 75ch; }
.told { color: var(--soft); }
.now { border: 1px solid var(--strong); background: var(--sheet); padding: 12px 16px; margin: 16px 0; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
.now p { margin: 0; flex: 1 0 100%; max-width: none; }
ol { list-style: none; margin: 8px 0 0; padding: 0; }
.step { border-left: 3px solid var(--rule); background: var(--sheet); padding: 12px 16px; margin: 0 0 8px; }
.step.held { border-left-color: var(--soft); }
.step.next { border-left-color: var(--action); }
.step.failed { border-left-color: var(--danger); }
.state { font-weight: 400; color: var(--soft); margin-left: 8px; white-space: nowrap; }
.trouble { color: var(--danger); overflow-wrap: anywhere; }
.doors, .people { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
form { margin: 0; }
button { font: inherit; font-size: 13px; color: var(--action); background: transparent; border: 1px solid var(--strong); border-radius: 3px; padding: 4px 10px; cursor: pointer; text-align: left; }
button.primary { background: var(--fill); color: #fff; border-color: var(--fill); font-size: 15px; padding: 6px 14px; }
button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
details { margin: 4px 0; } summary { cursor: pointer; color: var(--soft); }
details ul { margin: 4px 0; padding-left: 20px; } code { font-size: 13px; overflow-wrap: anywhere; }
.node { border-top: 1px solid var(--rule); padding: 12px 0; } .node p { color: var(--soft); font-size: 13px; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 8px; top: 8px; background: var(--sheet); }
@media (max-width: 60rem) { body { grid-template-columns: minmax(0, 1fr); padding: 16px; } }
`
