import '@fontsource/source-serif-4/latin-400.css'
import '@fontsource/source-serif-4/latin-400-italic.css'
import '@fontsource/source-serif-4/latin-600.css'
import './style/tokens.css'
import './style/base.css'
import './style/form.css'
import './style/report.css'
import './style/parts.css'
import './style/work.css'
import './style/cases.css'
import './style/information.css'
import './style/application.css'
import './style/authority.css'
import './style/forum.css'
import './style/brief.css'
import './style/people.css'
import './style/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

// A page of the build before is not on the server any more: start again with the one that is.
window.addEventListener('vite:preloadError', () => window.location.reload())

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no `root` element')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
