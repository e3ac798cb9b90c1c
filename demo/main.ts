// The snippet names the server that this page came from.
for (const code of document.querySelectorAll('pre code')) {
  code.textContent = code.textContent.replaceAll('http://localhost:8080', location.origin);
}
