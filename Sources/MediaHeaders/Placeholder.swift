// MediaHeaders
