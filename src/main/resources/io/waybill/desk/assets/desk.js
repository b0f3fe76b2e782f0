// What the pages can do better with a script: keys, files that are dragged onto the page, and how far an upload has come. All of it works
// without a script, too, only less conveniently.
"use strict";

(() => {
  const OFF = "waybill-keys-off";

  const typing = target => target.closest("input, textarea, select, [contenteditable]") !== null;

  // Keys.

  const sections = () => {
    const keys = new Map();
    document.querySelectorAll(".top nav a").forEach(link => {
      const letter = [...link.textContent.trim().toLowerCase()].find(each => /[a-z]/.test(each) && !keys.has(each));
      if (letter) {
        keys.set(letter, link);
      }
    });
    return keys;
  };

  const rows = () => [...document.querySelectorAll("main tbody tr, main details.cause")]
    .map(row => row.querySelector("a, summary"))
    .filter(link => link !== null && link.offsetParent !== null);

  const move = step => {
    const links = rows();
    if (links.length === 0) {
      return;
    }
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
    links[next].focus();
  };

  const follow = css => {
    const link = document.querySelector(css);
    if (link) {
      link.click();
    }
  };

  const help = document.getElementById("keys");
  const button = document.getElementById("keys-button");

  const fill = () => {
    const list = help.querySelector("dl");
    if (list.dataset.filled) {
      return;
    }
    list.dataset.filled = "true";
    sections().forEach((link, letter) => {
      const key = document.createElement("dt");
      key.innerHTML = "<kbd>g</kbd> <kbd></kbd>";
      key.lastChild.textContent = letter;
      const what = document.createElement("dd");
      what.textContent = "Go to " + link.firstChild.textContent.trim();
      list.append(key, what);
    });
    const on = help.querySelector("input");
    on.checked = localStorage.getItem(OFF) === null;
    on.addEventListener("change", () => on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
  };

  const show = () => {
    fill();
    help.showModal();
  };

  if (help && button) {
    button.hidden = false;
    button.addEventListener("click", show);
    let going = 0;
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target) || help.open
          || localStorage.getItem(OFF) !== null) {
        return;
      }
      const key = event.key;
      if (Date.now() - going < 1500) {
        going = 0;
        const link = sections().get(key);
        if (link) {
          event.preventDefault();
          link.click();
        }
      } else if (key === "g") {
        going = Date.now();
      } else if (key === "?") {
        event.preventDefault();
        show();
      } else if (key === "/") {
        const search = document.querySelector("main input[type=search]");
        if (search) {
          event.preventDefault();
          search.focus();
          search.select();
        }
      } else if (key === "j" || key === "k") {
        move(key === "j" ? 1 : -1);
      } else if (key === "n") {
        follow("a[rel=next]");
      }
    });
  }

  // Files that are dragged onto the page.

  const field = document.querySelector("form input[type=file]");
  if (field) {
    const zone = field.closest("p, form");
    const over = on => event => {
      if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) {
        event.preventDefault();
        zone.classList.toggle("over", on);
      }
    };
    document.addEventListener("dragenter", over(true));
    document.addEventListener("dragover", over(true));
    document.addEventListener("dragleave", event => event.relatedTarget === null && over(false)(event));
    document.addEventListener("drop", event => {
      if (!event.dataTransfer || event.dataTransfer.files.length === 0) {
        return;
      }
      event.preventDefault();
      zone.classList.remove("over");
      const taken = new DataTransfer();
      [...event.dataTransfer.files].slice(0, field.multiple ? undefined : 1).forEach(file => taken.items.add(file));
      field.files = taken.files;
      field.focus();
    });
    zone.classList.add("zone");
  }

  // How far an upload has come.

  const size = bytes => bytes < 1e6 ? Math.round(bytes / 1e3) + " KB" : (bytes / 1e6).toFixed(1) + " MB";

  const upload = (form, submitter) => {
    const request = new XMLHttpRequest();
    const state = document.createElement("div");
    state.className = "upload";
    state.innerHTML = "<progress max='100' aria-label='Upload'></progress> <span role='status'></span> <button type='button'>Stop</button>";
    form.querySelectorAll(".upload").forEach(each => each.remove());
    form.append(state);
    const bar = state.querySelector("progress");
    const words = state.querySelector("span");
    const buttons = [...form.querySelectorAll("button:not(.upload button)")];
    const say = (text, failed) => {
      words.textContent = text;
      state.classList.toggle("bad", failed);
      if (failed) {
        bar.remove();
        state.querySelector("button").remove();
        buttons.forEach(each => { each.disabled = false; });
      }
    };
    let announced = -1;
    request.upload.addEventListener("progress", event => {
      if (event.lengthComputable) {
        const percent = Math.floor(100 * event.loaded / event.total);
        bar.value = percent;
        if (percent - announced >= 10 || percent === 100) {
          announced = percent;
          say(percent < 100 ? percent + " % of " + size(event.total) : "All of it is sent; it is being looked at.", false);
        }
      }
    });
    request.addEventListener("load", () => {
      if (request.status < 400) {
        location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const notice = page.querySelector("main p");
      say(notice ? notice.textContent.trim() : "It was refused with status " + request.status + ".", true);
    });
    request.addEventListener("error", () => say("The connection broke off: nothing was dropped. Try again.", true));
    request.addEventListener("abort", () => say("Stopped: nothing was dropped.", true));
    state.querySelector("button").addEventListener("click", () => request.abort());
    // With the button, whose name and value may matter. Before buttons are switched off, because then they would not count.
    const fields = new FormData(form, submitter);
    buttons.forEach(each => { each.disabled = true; });
    request.open("POST", submitter && submitter.hasAttribute("formaction") ? submitter.formAction : form.action);
    request.send(fields);
  };

  document.querySelectorAll("form[enctype='multipart/form-data']").forEach(form =>
    form.addEventListener("submit", event => {
      event.preventDefault();
      upload(form, event.submitter);
    }));
})();
