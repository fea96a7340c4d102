print("calends")
