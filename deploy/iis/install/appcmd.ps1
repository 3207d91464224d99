# IIS, by appcmd.exe: it is there wherever IIS is, and the same for Windows PowerShell and PowerShell 7. The module
# WebAdministration is not: PowerShell 7 loads it in a second process, where the drive IIS: does not come along.

function Get-AppcmdPath {
    return (Join-Path $env:windir 'System32\inetsrv\appcmd.exe')
}

# Arguments hold no quotation marks: the two PowerShells hand those on differently.
function Invoke-Appcmd {
    param([string[]] $Arguments)

    $appcmd = Get-AppcmdPath
    $output = & $appcmd $Arguments
    if ($LASTEXITCODE -ne 0) {
        Stop-Installation 'AppcmdFailed' @(($Arguments -join ' '), ($output -join ' '))
    }
    return $output
}

function Get-AppcmdNode {
    param([string[]] $Arguments, [string] $XPath)

    # Where a list is empty, it ends with 1 as for a failure; which of them it was is in what it printed.
    $appcmd = Get-AppcmdPath
    $output = ((& $appcmd ($Arguments + '/xml')) -join "`n").Trim()
    if (-not $output.StartsWith('<')) {
        return @()
    }
    $document = New-Object System.Xml.XmlDocument
    $document.LoadXml($output)
    $problem = $document.SelectSingleNode('//ERROR')
    if ($problem) {
        Stop-Installation 'AppcmdFailed' @(($Arguments -join ' '), $problem.GetAttribute('message'))
    }
    return @($document.SelectNodes($XPath))
}

function Get-IisModuleName {
    $nodes = Get-AppcmdNode @('list', 'config', '/section:system.webServer/globalModules') '//add'
    return @($nodes | ForEach-Object { $_.GetAttribute('name') })
}

function Get-IisSite {
    return @(Get-AppcmdNode @('list', 'site') '//SITE' | ForEach-Object {
            New-Object PSObject -Property @{
                Name     = $_.GetAttribute('SITE.NAME')
                Bindings = @($_.GetAttribute('bindings') -split ',')
            }
        })
}

function Get-IisPool {
    param([string] $Name)

    return (Get-AppcmdNode @('list', 'apppool') '//APPPOOL' | ForEach-Object {
            New-Object PSObject -Property @{
                Name    = $_.GetAttribute('APPPOOL.NAME')
                Runtime = $_.GetAttribute('RuntimeVersion')
                State   = $_.GetAttribute('state')
            }
        } | Where-Object { $_.Name -eq $Name })
}

function Get-IisApplication {
    $folders = Get-AppcmdNode @('list', 'vdir') '//VDIR'
    return @(Get-AppcmdNode @('list', 'app') '//APP' | ForEach-Object {
            $id = $_.GetAttribute('APP.NAME')
            $folder = $folders | Where-Object { $_.GetAttribute('APP.NAME') -eq $id -and $_.GetAttribute('path') -eq '/' }
            New-Object PSObject -Property @{
                Id           = $id
                Site         = $_.GetAttribute('SITE.NAME')
                Path         = $_.GetAttribute('path')
                Pool         = $_.GetAttribute('APPPOOL.NAME')
                PhysicalPath = ($folder | Select-Object -First 1).GetAttribute('physicalPath')
            }
        })
}

function Find-IisApplication {
    param([string] $Site, [string] $Path)

    return (Get-IisApplication | Where-Object { $_.Site -eq $Site -and $_.Path -eq $Path } | Select-Object -First 1)
}

# The value in force for an application, or for the server without one: inherited, its own or the default. $null where
# the section is not installed. The element is named by the section's whole path, with hyphens.
function Get-IisSectionValue {
    param([string] $Application, [string] $Section, [string] $Attribute)

    $appcmd = Get-AppcmdPath
    $arguments = @('list', 'config', $Application, "/section:$Section", '/config:*', '/xml') | Where-Object { $_ }
    $output = & $appcmd $arguments
    if ($LASTEXITCODE -ne 0) {
        return $null
    }
    $document = New-Object System.Xml.XmlDocument
    $document.LoadXml(($output -join "`n").Trim())
    # Not .Name: PowerShell would take an attribute of that name for it.
    $node = $document.SelectNodes('//*') | Where-Object { $_.get_Name() -like "*$Section" } | Select-Object -First 1
    if ($null -eq $node) {
        return $null
    }
    return $node.GetAttribute($Attribute)
}
